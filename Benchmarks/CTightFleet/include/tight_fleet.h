// A tight C program for one fleet: random arrivals, exponential service and start, a fixed
// keep-alive, one request to an instance, the newest idle instance first. What the simulator's
// speed is measured against; nothing else uses it.
#ifndef TIGHT_FLEET_H
#define TIGHT_FLEET_H

#include <stdint.h>

typedef struct {
  uint64_t requests;
  uint64_t cold;
  double seconds;
  double mean_instances;
  double mean_busy;
} tight_fleet_result;

tight_fleet_result tight_fleet_run(
  uint64_t seed, uint64_t requests, double rate, double service, double start, double keep_alive);

#endif
