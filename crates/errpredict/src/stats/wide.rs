//! Hot loops compiled once more for the widest vectors of the processor, chosen at run time.
//!
//! A [`Kernel`] is plain Rust over arrays; only the registers differ, not one operation or its order, so the results
//! are the same bytes on every processor. Without the feature `simd` the kernel simply runs.

/// A loop that is worth wider vectors. `run` and all that it calls must be `#[inline(always)]`.
pub(crate) trait Kernel {
    /// What it gives.
    type Output;

    /// The loop.
    fn run(self) -> Self::Output;
}

#[cfg(feature = "simd")]
struct Widest<K>(K);

#[cfg(feature = "simd")]
impl<K: Kernel> pulp::WithSimd for Widest<K> {
    type Output = K::Output;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _simd: S) -> K::Output {
        self.0.run()
    }
}

/// Runs a kernel with the widest vectors there are.
pub(crate) fn widest<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(feature = "simd")]
    {
        pulp::Arch::new().dispatch(Widest(kernel))
    }
    #[cfg(not(feature = "simd"))]
    {
        kernel.run()
    }
}
