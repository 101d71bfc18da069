#include "CFileGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

enum { most = 256 };

// A handler must not wait for a lock, so each slot is free (start 0), or holds a mapping whose end
// was stored before its start.
static struct {
  atomic_uintptr_t start, end;
  atomic_bool is_damaged;
} slots[most];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct sigaction before;
static uintptr_t page;

static void pass_on(int signal, siginfo_t *info, void *context) {
  if ((before.sa_flags & SA_SIGINFO) && before.sa_sigaction) {
    before.sa_sigaction(signal, info, context);
  } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
    before.sa_handler(signal);
  } else {
    // The access is made again, and this time ends the process as it would have.
    sigaction(signal, &before, NULL);
  }
}

static void on_bus_error(int signal, siginfo_t *info, void *context) {
  int error = errno;
  uintptr_t at = (uintptr_t)info->si_addr;
  for (int i = 0; i < most; i++) {
    uintptr_t start = atomic_load(&slots[i].start), end = atomic_load(&slots[i].end);
    if (start == 0 || at < start || at >= end) continue;
    uintptr_t from = at & ~(page - 1);
    // mmap is a plain system call, and what it maps over is the caller's own.
    void *zeros = mmap((void *)from, end - from, PROT_READ,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    atomic_store(&slots[i].is_damaged, true);
    errno = error;
    return;
  }
  errno = error;
  pass_on(signal, info, context);
}

static void install(void) {
  page = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

int file_guard_watch(const void *start, size_t length) {
  pthread_once(&once, install);
  int number = -1;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < most && number < 0; i++) {
    if (atomic_load(&slots[i].start) == 0) number = i;
  }
  if (number >= 0) {
    atomic_store(&slots[number].is_damaged, false);
    atomic_store(&slots[number].end, (uintptr_t)start + length);
    atomic_store(&slots[number].start, (uintptr_t)start);
  }
  pthread_mutex_unlock(&lock);
  return number;
}

void file_guard_end(int number) {
  if (number >= 0 && number < most) atomic_store(&slots[number].start, 0);
}

bool file_guard_is_damaged(int number) {
  return number >= 0 && number < most && atomic_load(&slots[number].is_damaged);
}
