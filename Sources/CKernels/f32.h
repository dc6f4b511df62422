// Makes the bodies included next work on float. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#define SUFFIX f32
#define T float     // an element
#define V f32x16  // a vector of elements
#define M i32x16  // a mask: all bits of a lane, or none
