import asyncio

from django.http import HttpResponse


class NotPaid(Exception):
    pass


def order(request, order):
    return HttpResponse(f"order {order}")


async def order_later(request, order):
    await asyncio.sleep(0.001)
    return HttpResponse(f"order {order}", status=202)


async def order_at_once(request, order):
    return HttpResponse(f"order {order}")


def fails(request, order):
    raise NotPaid(f"order {order} was not paid for")


async def fails_later(request):
    raise NotPaid("later")
