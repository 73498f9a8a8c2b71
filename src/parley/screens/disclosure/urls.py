"""Addresses of what may be told to clients."""

from django.urls import path

from parley.screens.disclosure import cards, links, shared

urlpatterns = [
    path("clients/<int:key>/card/", cards.page, name="client_card"),
    path("clients/<int:key>/card/text/", cards.text, name="client_card_text"),
    path("clients/<int:key>/card/pdf/", cards.pdf, name="client_card_pdf"),
    path("clients/<int:key>/links/", links.page, name="client_links"),
    path("clients/<int:key>/links/<int:link>/end/", links.end, name="client_link_end"),
    path("shared/<str:token>/", shared.page, name="shared_card"),
    path("shared/<str:token>/views/", shared.views, name="shared_card_views"),
]
