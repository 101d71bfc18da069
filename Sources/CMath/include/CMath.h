// The functions of the C library that need one: their names alone, so that no system header has to
// be there. Rounding has its own method in Swift.
#ifndef CMATH_H
#define CMATH_H

double exp(double);
double log(double);
double log2(double);
double log10(double);
double pow(double, double);
double floor(double);
double ceil(double);
double round(double);

// PortableMath's functions of `count` numbers: natural logarithms of normal numbers above zero, and e to
// the power of numbers of at most 700. `to` is no part of `from`.
void column_log(const double *from, double *to, long count);
void column_exp(const double *from, double *to, long count);

#endif
