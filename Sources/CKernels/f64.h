// Makes the bodies included next work on double. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#undef MASK_ELEMENT
#undef T_MAX
#undef T_INFINITY
#define SUFFIX f64
#define T double    // an element
#define V f64x16  // a vector of elements
#define M i64x16  // a mask: all bits of a lane, or none
#define MASK_ELEMENT int64_t
#define T_MAX 0x1.fffffffffffffp1023
#define T_INFINITY __builtin_inf()
