// Makes the bodies included next work on float. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#undef MASK_ELEMENT
#undef U
#undef BITS
#undef WORDS_PER_DRAW
#undef TAIL_MASK
#undef T_MAX
#undef T_INFINITY
#define SUFFIX f32
#define T float    // an element
#define V f32x16  // a vector of elements
#define M i32x16  // a mask: all bits of a lane, or none
#define MASK_ELEMENT int32_t
#define T_MAX 0x1.fffffep127f
#define T_INFINITY __builtin_inff()
#define U u32x16         // the random bits of a vector of draws
#define BITS uint32_t    // those of one draw
#define WORDS_PER_DRAW 1
#define TAIL_MASK TAIL_MASK_F32
