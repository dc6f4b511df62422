// Makes the bodies included next work on double. Included repeatedly.
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
#define SUFFIX f64
#define T double    // an element
#define V f64x16  // a vector of elements
#define M i64x16  // a mask: all bits of a lane, or none
#define W f64x32  // a wide vector and its mask
#define WM i64x32
#define WIDE_LANES 32
#define DRAWS f64x32  // the widest vector of draws, its mask and its bits
#define DRAWS_MASK i64x32
#define DRAWS_BITS u64x32
#define DRAWS_LANES 32
#define MASK_ELEMENT int64_t
#define T_MAX 0x1.fffffffffffffp1023
#define T_MODERATE 0x1p1000  // temperatures up to it and down to its inverse are ordinary
#define T_INFINITY __builtin_inf()
#define U u64x16         // the random bits of a vector of draws
#define BITS uint64_t    // those of one draw
#define WORDS_PER_DRAW 2
#define TAIL_MASK TAIL_MASK_F64
