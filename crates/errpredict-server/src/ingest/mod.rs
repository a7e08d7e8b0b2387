//! What comes in: bytes of a request, in whatever protocol the sender speaks, into [`Event`](errpredict::event::Event)s and what was
//! refused, part by part. Pure functions; nothing here listens or stores.
