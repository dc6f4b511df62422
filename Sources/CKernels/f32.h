// Makes the bodies included next work on float. Included repeatedly.
#undef SUFFIX
#undef T
#undef V
#undef M
#undef MASK_ELEMENT
#undef U
#undef W
#undef WM
#undef WIDE_LANES
#undef DRAWS
#undef DRAWS_MASK
#undef DRAWS_BITS
#undef DRAWS_LANES
#undef BITS
#undef WORDS_PER_DRAW
#undef TAIL_MASK
#undef T_MAX
#undef T_INFINITY
#undef T_MODERATE
#define SUFFIX f32
#define T float    // an element
#define V f32x16  // a vector of elements
#define M i32x16  // a mask: all bits of a lane, or none
#define W f32x64  // a wide vector and its mask
#define WM i32x64
#define WIDE_LANES 64
#define DRAWS f32x128  // the widest vector of draws, its mask and its bits
#define DRAWS_MASK i32x128
#define DRAWS_BITS u32x128
#define DRAWS_LANES 128
#define MASK_ELEMENT int32_t
#define T_MAX 0x1.fffffep127f
#define T_MODERATE 0x1p100f  // temperatures up to it and down to its inverse are ordinary
#define T_INFINITY __builtin_inff()
#define U u32x16         // the random bits of a vector of draws
#define BITS uint32_t    // those of one draw
#define WORDS_PER_DRAW 1
#define TAIL_MASK TAIL_MASK_F32
