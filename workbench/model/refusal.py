"""Why the desk says no. The text of every refusal is a sentence that a journalist can read."""


class Refusal(Exception):
    """The act was not done and nothing was stored."""


class RuleBroken(Refusal):
    """A rule of the desk stands against it (422)."""


class NotAllowed(Refusal):
    """This person's role may not do it (403)."""


class NotFound(Refusal):
    """There is no such thing (404)."""


class Stale(Refusal):
    """Somebody changed the thing after this form was drawn (409)."""


class TooManyTries(Refusal):
    """Too many wrong passwords in a short time (429)."""
