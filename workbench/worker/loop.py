"""The worker: takes one job after the other until it is told to stop."""

import logging
import threading
from dataclasses import dataclass, field

from workbench.db import Database
from workbench.worker.jobs import JOBS, Outside, WorkFailed
from workbench.worker.queue import LEASE, LeaseLost, TakenJob, fail, finish, keep_lease, take

log = logging.getLogger("workbench.worker")
IDLE_SECONDS = 0.5


@dataclass
class Worker:
    """One worker of a desk. `run` blocks until `stop` is called; `run_all` returns when nothing is due."""

    database: Database
    outside: Outside
    _stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self._stopping.is_set():
            if not self.run_one():
                self._stopping.wait(IDLE_SECONDS)

    def run_all(self) -> int:
        """Do all that is due now; returns how many jobs were taken."""
        count = 0
        while self.run_one():
            count += 1
        return count

    def stop(self) -> None:
        self._stopping.set()

    def run_one(self) -> bool:
        """Take one job and do it; False if none was due."""
        taken = take(self.database)
        if taken is None:
            return False
        alive = threading.Event()
        heart = threading.Thread(target=self._beat, args=(taken, alive), daemon=True)
        heart.start()
        try:
            self._do(taken)
        except LeaseLost:
            log.warning("job %s (%s): lease lost, nothing stored", taken.id, taken.name)
        finally:
            alive.set()
            heart.join()
        return True

    def _do(self, taken: TakenJob) -> None:
        try:
            store = JOBS[taken.name](taken, self.database, self.outside)
        except WorkFailed as problem:
            log.info("job %s (%s): %s", taken.id, taken.name, problem)
            fail(self.database, taken, str(problem), again=problem.again, store=problem.store)
        except Exception:
            log.exception("job %s (%s) broke", taken.id, taken.name)
            fail(
                self.database,
                taken,
                "Something went wrong inside the workbench; its log says what.",
                again=True,
            )
        else:
            finish(self.database, taken, store)

    def _beat(self, taken: TakenJob, ended: threading.Event) -> None:
        """Keep the lease while the job runs; a job that a person stopped is noticed when it ends."""
        while not ended.wait(LEASE.total_seconds() / 4):
            try:
                keep_lease(self.database, taken)
            except LeaseLost:
                return
