#include "tight_fleet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// xoshiro256++ and SplitMix64, Blackman and Vigna.
typedef struct { uint64_t s[4]; } rng;

static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static inline uint64_t rng_next(rng *r) {
  uint64_t *s = r->s;
  uint64_t result = rotl(s[0] + s[3], 23) + s[0];
  uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 45);
  return result;
}

static uint64_t splitmix(uint64_t *state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static rng rng_make(uint64_t seed, uint64_t stream) {
  uint64_t first = seed;
  uint64_t state = splitmix(&first) ^ (stream * 0xD1B54A32D192ED03u);
  rng r;
  for (int i = 0; i < 4; i++) r.s[i] = splitmix(&state);
  return r;
}

// The exponential law by the ziggurat, 256 layers.
typedef struct { int64_t bound; double width, outer, rise; } layer;
static layer layers[256];
static const double tail = 7.69711747013104972;

static void make_layers(void) {
  double x[257];
  const double area = 0.0039496598225815571993;
  x[0] = area / exp(-tail);
  x[1] = tail;
  for (int i = 2; i < 256; i++) x[i] = -log(area / x[i - 1] + exp(-x[i - 1]));
  x[256] = 0;
  for (int i = 0; i < 256; i++) {
    layers[i].bound = (int64_t)(x[i + 1] / x[i] * 0x1p53);
    layers[i].width = x[i] * 0x1p-53;
    layers[i].outer = exp(-x[i]);
    layers[i].rise = exp(-x[i + 1]) - layers[i].outer;
  }
}

static __attribute__((noinline)) double exponential_edge(rng *r, int i, double x) {
  for (;;) {
    if (i == 0) return tail - log((double)((rng_next(r) >> 11) + 1) * 0x1p-53);
    double u = (double)(rng_next(r) >> 11) * 0x1p-53;
    if (layers[i].outer + u * layers[i].rise < exp(-x)) return x;
    uint64_t bits = rng_next(r);
    int64_t draw = (int64_t)(bits >> 11);
    i = bits & 255;
    x = (double)draw * layers[i].width;
    if (draw < layers[i].bound) return x;
  }
}

static inline double exponential(rng *r) {
  uint64_t bits = rng_next(r);
  int64_t draw = (int64_t)(bits >> 11);
  int i = bits & 255;
  double x = (double)draw * layers[i].width;
  if (draw < layers[i].bound) return x;
  return exponential_edge(r, i, x);
}

// Ends of service, soonest first: a heap with four children to a node.
typedef struct { double time; int id; } event;
static event *heap;
static int heap_count, heap_capacity;

static inline void heap_insert(double time, int id) {
  if (heap_count == heap_capacity) {
    heap_capacity *= 2;
    heap = realloc(heap, sizeof(event) * heap_capacity);
  }
  int hole = heap_count++;
  while (hole > 0) {
    int parent = (hole - 1) >> 2;
    if (heap[parent].time <= time) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole].time = time;
  heap[hole].id = id;
}

static inline void heap_remove_first(void) {
  event last = heap[--heap_count];
  if (heap_count == 0) {
    heap[0].time = INFINITY;
    return;
  }
  int hole = 0;
  for (;;) {
    int first = 4 * hole + 1;
    if (first >= heap_count) break;
    int least = first;
    int end = first + 4 < heap_count ? first + 4 : heap_count;
    for (int c = first + 1; c < end; c++)
      if (heap[c].time < heap[least].time) least = c;
    if (last.time <= heap[least].time) break;
    heap[hole] = heap[least];
    hole = least;
  }
  heap[hole] = last;
}

// Instances in the order of creation; numbered anew when the table is full.
#define TABLE 4096
static double born[TABLE];
static uint32_t stamp[TABLE];
static uint64_t idle[TABLE / 64];
static char living[TABLE];
static int top, alive;

// One timer for each idle spell; with one keep-alive they end in the order they began.
typedef struct { double deadline; int id; uint32_t stamp; } timer;
static timer *ring;
static uint64_t ring_first, ring_count, ring_capacity;

static inline void ring_append(double deadline, int id) {
  if (ring_count == ring_capacity) {
    timer *larger = malloc(sizeof(timer) * ring_capacity * 2);
    for (uint64_t i = 0; i < ring_count; i++)
      larger[i] = ring[(ring_first + i) & (ring_capacity - 1)];
    free(ring);
    ring = larger;
    ring_first = 0;
    ring_capacity *= 2;
  }
  timer *t = &ring[(ring_first + ring_count++) & (ring_capacity - 1)];
  t->deadline = deadline;
  t->id = id;
  t->stamp = stamp[id];
}

static __attribute__((noinline)) void renumber(void) {
  static int number[TABLE];
  int next = 0;
  uint64_t was_idle[TABLE / 64];
  memcpy(was_idle, idle, sizeof idle);
  memset(idle, 0, sizeof idle);
  for (int i = 0; i < top; i++) {
    number[i] = -1;
    if (!living[i]) continue;
    number[i] = next;
    born[next] = born[i];
    stamp[next] = stamp[i];
    if (was_idle[i >> 6] >> (i & 63) & 1) idle[next >> 6] |= 1ull << (next & 63);
    next++;
  }
  for (int i = 0; i < TABLE; i++) living[i] = i < next;
  for (int i = 0; i < heap_count; i++) heap[i].id = number[heap[i].id];
  uint64_t kept = 0;
  for (uint64_t i = 0; i < ring_count; i++) {
    timer t = ring[(ring_first + i) & (ring_capacity - 1)];
    if (number[t.id] < 0) continue;
    t.id = number[t.id];
    ring[(ring_first + kept++) & (ring_capacity - 1)] = t;
  }
  ring_count = kept;
  top = next;
}

static inline int newest_idle(void) {
  for (int w = (top - 1) >> 6; w >= 0; w--)
    if (idle[w]) return w << 6 | (63 - __builtin_clzll(idle[w]));
  return -1;
}

tight_fleet_result tight_fleet_run(
  uint64_t seed, uint64_t requests, double rate, double service, double start, double keep_alive
) {
  make_layers();
  heap_capacity = 64;
  heap = malloc(sizeof(event) * heap_capacity);
  heap[0].time = INFINITY;
  heap_count = 0;
  ring_capacity = 64;
  ring = malloc(sizeof(timer) * ring_capacity);
  ring_first = ring_count = 0;
  memset(idle, 0, sizeof idle);
  memset(living, 0, sizeof living);
  top = alive = 0;

  rng arrivals = rng_make(seed, 1), services = rng_make(seed, 2), starts = rng_make(seed, 3);
  double gap = 1 / rate, now = 0, lives = 0, busy = 0;
  uint64_t cold = 0;
  for (uint64_t n = 0; n < requests; n++) {
    now += exponential(&arrivals) * gap;
    while (heap[0].time <= now) {
      int id = heap[0].id;
      idle[id >> 6] |= 1ull << (id & 63);
      ring_append(heap[0].time + keep_alive, id);
      heap_remove_first();
    }
    while (ring_count && ring[ring_first & (ring_capacity - 1)].deadline < now) {
      timer t = ring[ring_first & (ring_capacity - 1)];
      ring_first++;
      ring_count--;
      if (!living[t.id] || t.stamp != stamp[t.id] || !(idle[t.id >> 6] >> (t.id & 63) & 1))
        continue;
      living[t.id] = 0;
      idle[t.id >> 6] &= ~(1ull << (t.id & 63));
      lives += t.deadline - born[t.id];
      alive--;
    }
    double work = exponential(&services) * service;
    busy += work;
    int id = newest_idle();
    if (id >= 0) {
      idle[id >> 6] &= ~(1ull << (id & 63));
      stamp[id]++;
    } else {
      if (top == TABLE) renumber();
      id = top++;
      living[id] = 1;
      stamp[id]++;
      born[id] = now;
      alive++;
      cold++;
      work += exponential(&starts) * start;
    }
    heap_insert(now + work, id);
  }
  for (int i = 0; i < top; i++)
    if (living[i]) lives += now - born[i];
  free(heap);
  free(ring);
  tight_fleet_result result = {requests, cold, now, lives / now, busy / now};
  return result;
}
