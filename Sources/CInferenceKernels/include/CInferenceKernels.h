// The inner loops of inference as small C functions, one table of them for each instruction set.
// Every function here has a pure Swift twin in Sources/Inference/Kernels that gives equal bits.

#ifndef C_INFERENCE_KERNELS_H
#define C_INFERENCE_KERNELS_H

#include <stdint.h>

/// Multiplies weight rows kept as in the file: out[t][r] = sum over c of w[r][c] * x[t][c].
/// `w` is [rows, columns], `x` is [tokens, columns], `out` is [tokens, rows]; strides in elements.
typedef void (*ik_multiply_rows)(
    const void *w, int64_t rows, int64_t columns, const float *x, int64_t x_stride, int64_t tokens,
    float *out, int64_t out_stride);

/// Multiplies weights packed in panels of 16 interleaved rows: out[t][16p + i] for panel p, row i.
/// `blocks` is columns / 32. `x` is quantized by `quantize` in tiles of `tile` tokens.
typedef void (*ik_multiply_panels)(
    const void *panels, int64_t panel_count, int64_t blocks, const void *x, int64_t tokens,
    float *out, int64_t out_stride);

/// The functions of one instruction set.
typedef struct {
  /// What the functions were compiled for, e.g. "AVX-512 VNNI".
  const char *name;
  /// Tokens quantized together, at most 8.
  int64_t tile;

  ik_multiply_rows multiply_f32;
  ik_multiply_rows multiply_f16;
  ik_multiply_rows multiply_bf16;

  ik_multiply_panels multiply_q8_0;
  ik_multiply_panels multiply_q4_0;
  ik_multiply_panels multiply_q4_k;
  ik_multiply_panels multiply_q6_k;
  ik_multiply_panels multiply_q4_1;
  ik_multiply_panels multiply_q5_1;
  ik_multiply_panels multiply_q5_k;
  ik_multiply_panels multiply_q2_k;
  ik_multiply_panels multiply_iq4_xs;

  /// Quantizes `tokens` (at most `tile`) rows of `x` to 8 bits in blocks of 32 columns. For each
  /// block `out` gets int8 [8 chunks][tokens][4], float scale [tokens], and int32 [3][tokens]: the
  /// negated sums of the whole block and of its two halves. 48 * tokens bytes a block.
  void (*quantize)(const float *x, int64_t x_stride, int64_t tokens, int64_t columns, void *out);

  /// out = x / sqrt(mean(x^2) + epsilon) * weight, all [n].
  void (*rms_norm)(const float *x, const float *weight, float *out, int64_t n, float epsilon);

  /// gate = gate / (1 + exp(-gate)) * up, both [n].
  void (*silu_multiply)(float *gate, const float *up, int64_t n);

  /// gate = gelu(gate) * up, both [n], gelu by its tanh formula.
  void (*gelu_multiply)(float *gate, const float *up, int64_t n);

  /// x = limit * tanh(x / limit), [n].
  void (*cap)(float *x, float limit, int64_t n);

  /// x *= factor, [n].
  void (*scale)(float *x, float factor, int64_t n);

  /// x += y, both [n].
  void (*add)(float *x, const float *y, int64_t n);

  /// Causal attention of up to 4 queries with one head of the key-value cache.
  /// `q` is [queries, key_size], query i sees positions hidden[i]..<visible[i] (both ascending).
  /// `k` is [position / 64][key_size][64], `v` is [position, value_stride] where value_stride is
  /// value_size rounded up to 16. `scores` holds queries * (visible rounded up to 64) floats.
  /// `out` is [queries, value_size] with stride out_stride; it is written 16 lanes at a time.
  /// Scores are multiplied with `scale`; where `cap` is not 0, they become cap * tanh(score / cap).
  void (*attend)(
      const float *q, int64_t q_stride, int64_t queries, const int64_t *visible,
      const int64_t *hidden, int64_t key_size, int64_t value_size, const float *k, const float *v,
      float scale, float cap, float *scores, float *out, int64_t out_stride);

  /// Reads `bytes` (a multiple of 256) and returns a checksum: what memory can deliver.
  uint64_t (*read)(const void *from, int64_t bytes);
} ik_kernels;

/// The fastest table this processor can run, or null where only Swift's own will do.
const ik_kernels *ik_best(void);

/// Every table that this processor can run; `index` from 0 until null.
const ik_kernels *ik_available(int64_t index);

/// The processor that this thread runs on, from 0; -1 where the system does not say.
int64_t ik_processor(void);

/// The processors that the calling thread may run on; 0 where the system does not say.
int64_t ik_processors(void);

/// Tells the processor that this thread is waiting in a loop.
static inline void ik_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
