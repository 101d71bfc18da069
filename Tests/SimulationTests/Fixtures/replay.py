"""Replays a trace in the plainest way, to make the reference figures of TraceReplayTests.

usage: replay.py FILE keep_alive start prefill_rate decode_rate its|first [max [line]]
"""
import csv, datetime, heapq, sys

path, keep, start, prefill, decode, mode = sys.argv[1], *map(float, sys.argv[2:6]), sys.argv[6]
most = int(sys.argv[7]) if len(sys.argv) > 7 else 10**9
room = int(sys.argv[8]) if len(sys.argv) > 8 else 10**9


def seconds(text):
    head, _, tail = text.partition(".")
    t = datetime.datetime.strptime(head, "%Y-%m-%d %H:%M:%S")
    return int((t - datetime.datetime(1970, 1, 1)).total_seconds()), float("0." + (tail or "0"))


rows = []
for row in csv.DictReader(open(path, newline="")):
    rows.append((seconds(row["TIMESTAMP"]), int(row["ContextTokens"]), int(row["GeneratedTokens"])))
t0 = rows[0][0]
requests = [((a - t0[0]) + (f - t0[1]), p / prefill + g / decode, p / prefill)
            for (a, f), p, g in rows]

# An instance is [created, state, idle since, promised request]; all are looked at every time.
instances, line, events, number = [], [], [], 0
cold = rejected = peak = 0
latencies, waits, firsts, lives = [], [], [], 0.0


def push(time, rank, what):
    global number
    number += 1
    heapq.heappush(events, (time, rank, number, what))


def serve(now, instance, request):
    arrival, work, first = requests[request]
    instance[1] = "busy"
    waits.append(now - arrival)
    firsts.append(now - arrival + first)
    latencies.append(now - arrival + work)
    push(now + work, 0, ("end", instance))


def begin(now, request):
    global peak
    instance = [now, "starting", None, request]
    instances.append(instance)
    peak = max(peak, len(instances))
    push(now + start, 0, ("ready", instance))


for index, request in enumerate(requests):
    push(request[0], 1, ("arrival", index))
while events:
    now, _, _, (kind, what) = heapq.heappop(events)
    if kind == "arrival":
        idle = [i for i in instances if i[1] == "idle"]
        starting = sum(i[1] == "starting" for i in instances)
        if idle:
            serve(now, idle[-1], what)
        elif mode == "its":
            if len(instances) < most:
                cold += 1
                begin(now, what)
            elif len(line) < room:
                line.append(what)
            else:
                rejected += 1
        else:
            more = len(instances) < most
            if len(line) >= room + starting + more:
                rejected += 1
                continue
            line.append(what)
            if more and len(line) > starting:
                cold += 1
                begin(now, None)
    elif kind == "stop":
        if what[1] == "idle" and what[2] + keep == now:
            instances.remove(what)
            lives += now - what[0]
    elif kind == "ready" and what[3] is not None:
        serve(now, what, what[3])
    elif line:
        serve(now, what, line.pop(0))
    else:
        what[1], what[2] = "idle", now
        push(now + keep, 2, ("stop", what))
n = len(latencies)
latencies.sort()
print(f"requests {len(requests)} cold {cold} rejected {rejected} peak {peak} "
      f"latency {sum(latencies) / n:.9f} max {latencies[-1]:.9f} p50 {latencies[n // 2]:.6f} "
      f"wait {sum(waits) / n:.9f} first {sum(firsts) / n:.9f} alive {lives:.6f} span {requests[-1][0]:.7f}")
