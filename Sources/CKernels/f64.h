// Makes the bodies included next work on double. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#define SUFFIX f64
#define T double    // an element
#define V f64x16  // a vector of elements
#define M i64x16  // a mask: all bits of a lane, or none
