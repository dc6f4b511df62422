// Makes the bodies included next work on float. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#undef MASK_ELEMENT
#undef T_MAX
#undef T_INFINITY
#define SUFFIX f32
#define T float    // an element
#define V f32x16  // a vector of elements
#define M i32x16  // a mask: all bits of a lane, or none
#define MASK_ELEMENT int32_t
#define T_MAX 0x1.fffffep127f
#define T_INFINITY __builtin_inff()
