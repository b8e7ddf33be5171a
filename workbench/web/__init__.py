"""The pages: a blueprint per noun. A view parses, acts and answers."""

from workbench.web.contradictions import contradictions
from workbench.web.frames import frames
from workbench.web.items import items
from workbench.web.jobs import jobs
from workbench.web.logs import logs
from workbench.web.people import people
from workbench.web.signing_in import signing_in
from workbench.web.sources import sources
from workbench.web.stories import stories

BLUEPRINTS = (signing_in, stories, items, sources, logs, jobs, frames, people, contradictions)
