"""走访: the rounds, whom each is to visit, and the nine questions on a phone."""

from shanhai.web.officer.visits import asking, rounds

urlpatterns = [*rounds.urlpatterns, *asking.urlpatterns]
