//! A generator with a fixed seed: the same demonstration every time. Not for secrets.

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(u64);

impl Dice {
    /// A generator that always begins alike.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u32) -> u32 {
        let wide = (self.next() >> 32) * u64::from(n.max(1));
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    /// One of several; `""` of none.
    pub fn one<'a>(&mut self, of: &'a [String]) -> &'a str {
        let n = u32::try_from(of.len()).unwrap_or(u32::MAX);
        of.get(self.below(n) as usize).map_or("", String::as_str)
    }
}
