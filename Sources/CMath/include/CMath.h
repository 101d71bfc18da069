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

#endif
