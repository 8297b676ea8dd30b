"""A Spark cluster of processes on loopback: a master and workers, from the PySpark package itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyspark

JVM = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Cluster:
    """One master and `count` workers of one core each; `kill` ends a worker as a power cut would."""

    def __init__(self, folder: Path, count: int = 2) -> None:
        home = Path(pyspark.__file__).parent
        self._class = str(home / "bin" / "spark-class")
        self._folder = folder
        self._port = free_port()
        self.url = f"spark://127.0.0.1:{self._port}"
        self._environment = os.environ | {
            "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "128m", "SPARK_DAEMON_JAVA_OPTS": JVM,
        }  # fmt: skip
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        master = "org.apache.spark.deploy.master.Master"
        self._start(master, "--host", "127.0.0.1", "--port", str(self._port), "--webui-port", "0")
        for number in range(self._count):
            self._start("org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "600m", "--webui-port", "0",
                        "--work-dir", str(self._folder / f"work{number}"), self.url)  # fmt: skip
        self._wait_for_workers()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for process in reversed(self._processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill(self, worker: int) -> None:
        """Kill a worker with its executors and their Python processes."""
        os.killpg(self._processes[1 + worker].pid, signal.SIGKILL)

    def _start(self, *command: str) -> None:
        log = (self._folder / f"log{len(self._processes)}.txt").open("wb")
        with log:
            self._processes.append(subprocess.Popen(
                [self._class, *command], env=self._environment, stdout=log, stderr=log, start_new_session=True))  # fmt: skip

    def _wait_for_workers(self) -> None:
        log = self._folder / "log0.txt"
        for _ in range(1800):
            if log.read_text(errors="replace").count("Registering worker") >= self._count:
                return
            time.sleep(0.1)
        raise TimeoutError(log.read_text(errors="replace")[-2000:])
