from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from . import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/ml/", include("errpredict.contrib.django.api.urls")),
    path("schema/", SpectacularAPIView.as_view()),
    path("orders/<int:order>/", views.order),
    path("later/<int:order>/", views.order_later),
    path("at-once/<int:order>/", views.order_at_once),
    path("fails/<int:order>/", views.fails),
    path("fails-later/", views.fails_later),
    path("health/", views.order, {"order": 1}),
]
