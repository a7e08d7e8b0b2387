//! The network itself: its weights and what it says about one window. For training see `train`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::stats::Rng;

/// Inputs a step: the value, and the value one longest season before the end of the block that is forecast.
pub(super) const INPUTS: usize = 2;
/// Input, forget, cell and output gate.
pub(super) const GATES: usize = 4;

/// Weights of a trained network, row by row, all layers and the output one after the other.
///
/// A layer of `units` has a matrix of (inputs + units) × 4·`units` (gates in the order input, forget, cell, output)
/// and 4·`units` offsets; the output has a matrix of `units` × `ahead` and `ahead` offsets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Layers, one above the other.
    pub layers: usize,
    /// Units of each layer.
    pub units: usize,
    /// Steps of a window.
    pub sequence: usize,
    /// Steps that one window forecasts.
    pub ahead: usize,
    /// The weights.
    pub weights: Vec<f32>,
}

impl Network {
    /// A network that knows nothing yet: weights of a seed, evenly within ±1/√units, the forget gate open.
    pub(super) fn new(layers: usize, units: usize, sequence: usize, ahead: usize, seed: u64) -> Network {
        let mut random = Rng::new(seed);
        let reach = 1.0 / (units as f64).sqrt();
        let mut weights = Vec::new();
        for layer in 0..layers {
            let rows = inputs_of(layer, units) + units;
            weights
                .extend((0..rows * GATES * units).map(|_| ((2.0 * random.uniform() - 1.0) * reach) as f32));
            // R. Jozefowicz, W. Zaremba & I. Sutskever (2015): memory is learnt sooner when it starts open.
            weights.extend((0..GATES * units).map(|i| f32::from(u8::from(i / units == 1))));
        }
        // The output starts near 0, that is at the forecast that the network corrects.
        weights.extend((0..units * ahead).map(|_| ((2.0 * random.uniform() - 1.0) * 0.1 * reach) as f32));
        weights.extend(std::iter::repeat_n(0.0, ahead));
        Network { layers, units, sequence, ahead, weights }
    }

    /// Checks that the weights are as many as the sizes say, and finite.
    ///
    /// # Errors
    /// `invalid_setting`.
    pub fn validate(&self) -> Result<()> {
        let sizes = [self.layers, self.units, self.sequence, self.ahead];
        if sizes.iter().any(|size| *size == 0 || *size > 4096) {
            return Err(Error::setting("network", "sizes of 1 to 4096", format!("{sizes:?}")));
        }
        let expected: usize = self.shapes().iter().map(|(rows, columns)| rows * columns).sum();
        if self.weights.len() != expected {
            return Err(Error::setting(
                "network.weights",
                &format!("{expected} numbers"),
                self.weights.len(),
            ));
        }
        match self.weights.iter().find(|weight| !weight.is_finite()) {
            Some(weight) => Err(Error::setting("network.weights", "finite numbers", weight)),
            None => Ok(()),
        }
    }

    /// Rows and columns of each matrix and each list of offsets, in the order of `weights`.
    pub(super) fn shapes(&self) -> Vec<(usize, usize)> {
        let gates = GATES * self.units;
        let of_layers = (0..self.layers)
            .flat_map(|layer| [(inputs_of(layer, self.units), gates), (self.units, gates), (1, gates)]);
        of_layers.chain([(self.units, self.ahead), (1, self.ahead)]).collect()
    }

    /// What the network says after a window: `ahead` corrections, in the unit of the window.
    pub(super) fn run(&self, window: &[[f32; INPUTS]]) -> Vec<f32> {
        let gates = GATES * self.units;
        let mut left = self.weights.as_slice();
        let mut take = |count: usize| {
            let (taken, rest) = left.split_at(count);
            left = rest;
            taken
        };
        let mut below: Vec<f32> = window.iter().flatten().copied().collect();
        for layer in 0..self.layers {
            let inputs = inputs_of(layer, self.units);
            let (across, again, offsets) = (take(inputs * gates), take(self.units * gates), take(gates));
            let mut hidden = vec![0.0; self.units];
            let mut memory = vec![0.0; self.units];
            let mut sums = vec![0.0; gates];
            let mut above = Vec::with_capacity(window.len() * self.units);
            for step in below.chunks_exact(inputs) {
                sums.copy_from_slice(offsets);
                add_product(&mut sums, step, across);
                add_product(&mut sums, &hidden, again);
                for i in 0..self.units {
                    let gate = |number: usize| sums[number * self.units + i];
                    memory[i] = sigmoid(gate(1)) * memory[i] + sigmoid(gate(0)) * libm::tanhf(gate(2));
                    hidden[i] = sigmoid(gate(3)) * libm::tanhf(memory[i]);
                }
                above.extend_from_slice(&hidden);
            }
            below = above;
        }
        let (matrix, offsets) = (take(self.units * self.ahead), take(self.ahead));
        let mut out = offsets.to_vec();
        add_product(&mut out, &below[below.len() - self.units..], matrix);
        out
    }
}

/// Inputs of a layer: the lowest sees the window, the others the layer below.
fn inputs_of(layer: usize, units: usize) -> usize {
    if layer == 0 { INPUTS } else { units }
}

/// sums += row · matrix, row by row of the matrix.
fn add_product(sums: &mut [f32], row: &[f32], matrix: &[f32]) {
    for (x, weights) in row.iter().zip(matrix.chunks_exact(sums.len())) {
        sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += x * weight);
    }
}

pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}
