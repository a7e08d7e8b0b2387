//! Training of the network: back-propagation through time, written out, and Adam.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis, Slice};

use super::network::{GATES, INPUTS, Network, sigmoid};
use super::{Lstm, Seasons, Window};
use crate::stats::Rng;

/// Adam's memory of the gradient and of its square (Kingma and Ba 2015, their values).
const MEMORY: (f32, f32) = (0.9, 0.999);
const LEAST_DIVISOR: f32 = 1e-8;
/// Longest gradient; longer ones are shortened (R. Pascanu, T. Mikolov & Y. Bengio, 2013).
const LONGEST: f32 = 1.0;
/// Share of the first step size that is left at the end. By judgement: small last steps settle the weights; nothing was
/// compared.
const LAST_RATE: f32 = 0.05;
/// Draws for one window before a series of nothing but equal values is given up.
const MAX_DRAWS: usize = 20;

/// A network trained on series without gaps.
pub(super) fn train(settings: &Lstm, lessons: &[(Seasons, Vec<f64>)], seed: u64) -> Network {
    let Lstm { layers, units, sequence, ahead, .. } = *settings;
    let mut network = Network::new(layers, units, sequence, ahead, seed);
    let mut random = Rng::for_item(seed, 1);
    // A whole block must follow a window that is at least half real.
    let lessons: Vec<_> = lessons.iter().filter(|(_, values)| values.len() > ahead + sequence / 2).collect();
    let mut adam = Adam::new(network.weights.len());
    for step in 0..settings.steps {
        let batch = Batch::draw(settings, &lessons, &mut random);
        if batch.size == 0 {
            break;
        }
        let (_, gradient) = loss(&network, &batch);
        let done = step as f32 / settings.steps as f32;
        let rate = settings.rate as f32 * (1.0 - (1.0 - LAST_RATE) * done);
        adam.step(&mut network.weights, &gradient, rate);
    }
    network
}

/// Windows and what came after them.
pub(super) struct Batch {
    pub(super) size: usize,
    /// Step by step, all windows of a step together, an input a column.
    pub(super) inputs: Array2<f32>,
    /// A window a row.
    pub(super) targets: Array2<f32>,
}

impl Batch {
    fn draw(settings: &Lstm, lessons: &[&(Seasons, Vec<f64>)], random: &mut Rng) -> Batch {
        let Lstm { sequence, ahead, batch, .. } = *settings;
        let (mut windows, mut targets) = (Vec::with_capacity(batch), Vec::with_capacity(batch * ahead));
        for _ in 0..if lessons.is_empty() { 0 } else { MAX_DRAWS * batch } {
            if windows.len() == batch {
                break;
            }
            let (seasons, values) = lessons[random.below(lessons.len())];
            let first = (sequence / 2).max(1);
            let end = first + random.below(values.len() - ahead - first + 1);
            let window = Window::new(&values[..end], *seasons, sequence, ahead);
            if window.scale > 0.0 {
                let base = seasons.base(&values[..end], ahead);
                let rest = values[end..end + ahead].iter().zip(base);
                targets.extend(rest.map(|(value, base)| ((value - base) / window.scale) as f32));
                windows.push(window);
            }
        }
        let size = windows.len();
        Batch {
            size,
            inputs: Array2::from_shape_fn((sequence * size, INPUTS), |(row, input)| {
                windows[row % size].inputs[row / size][input]
            }),
            targets: Array2::from_shape_fn((size, ahead), |(row, step)| targets[row * ahead + step]),
        }
    }
}

/// What one layer did, a row per step and window, for the way back.
struct Pass {
    /// The gates after their functions: input, forget, cell, output.
    gates: Array2<f32>,
    memory: Array2<f32>,
    /// tanh of the memory.
    bounded: Array2<f32>,
    hidden: Array2<f32>,
}

/// The mean absolute error of a batch, and its gradient in the order of the weights.
pub(super) fn loss(network: &Network, batch: &Batch) -> (f32, Vec<f32>) {
    let weights = matrices(network);
    let (size, layers) = (batch.size, network.layers);
    let mut passes: Vec<Pass> = Vec::with_capacity(layers);
    for layer in weights[..3 * layers].chunks_exact(3) {
        let below = passes.last().map_or(&batch.inputs, |pass| &pass.hidden);
        passes.push(forward(below, layer, size));
    }
    let top = &passes[layers - 1].hidden;
    let last = rows(top, top.nrows() - size..top.nrows());
    let mut off = last.dot(&weights[3 * layers]) + &weights[3 * layers + 1];
    off -= &batch.targets;
    let count = off.len() as f32;
    let error = off.iter().map(|off| off.abs()).sum::<f32>() / count;
    // The slope of |x| is its sign.
    off.mapv_inplace(|off| if off == 0.0 { 0.0 } else { off.signum() / count });

    let mut gradients = vec![last.t().dot(&off), sums(&off)];
    let mut above = Array2::zeros(top.raw_dim());
    above
        .slice_axis_mut(Axis(0), Slice::from(top.nrows() - size..))
        .assign(&off.dot(&weights[3 * layers].t()));
    for number in (0..layers).rev() {
        let layer = &weights[3 * number..3 * number + 3];
        let below = if number == 0 { &batch.inputs } else { &passes[number - 1].hidden };
        let slopes = backward(&passes[number], &above, layer, size);
        let before = rows(&passes[number].hidden, 0..slopes.nrows() - size);
        let again = before.t().dot(&rows(&slopes, size..slopes.nrows()));
        gradients.splice(0..0, [below.t().dot(&slopes), again, sums(&slopes)]);
        if number > 0 {
            above = slopes.dot(&layer[0].t());
        }
    }
    (error, gradients.iter().flatten().copied().collect())
}

/// The weights as matrices, in their order.
fn matrices(network: &Network) -> Vec<Array2<f32>> {
    let mut from = 0;
    let shapes = network.shapes().into_iter();
    shapes
        .map(|(rows, columns)| {
            let part = &network.weights[from..from + rows * columns];
            from += rows * columns;
            Array2::from_shape_fn((rows, columns), |(row, column)| part[row * columns + column])
        })
        .collect()
}

fn rows(matrix: &Array2<f32>, range: std::ops::Range<usize>) -> ArrayView2<'_, f32> {
    matrix.slice_axis(Axis(0), Slice::from(range))
}

fn sums(matrix: &Array2<f32>) -> Array2<f32> {
    matrix.sum_axis(Axis(0)).insert_axis(Axis(0))
}

fn forward(below: &Array2<f32>, layer: &[Array2<f32>], size: usize) -> Pass {
    let (n_rows, units) = (below.nrows(), layer[1].nrows());
    let mut gates = below.dot(&layer[0]) + &layer[2];
    let mut memory = Array2::<f32>::zeros((n_rows, units));
    let mut bounded = Array2::<f32>::zeros((n_rows, units));
    let mut hidden = Array2::<f32>::zeros((n_rows, units));
    for from in (0..n_rows).step_by(size) {
        let mut now = gates.slice_axis_mut(Axis(0), Slice::from(from..from + size));
        if from > 0 {
            general_mat_mul(1.0, &rows(&hidden, from - size..from), &layer[1], 1.0, &mut now);
        }
        for row in from..from + size {
            let mut gates = gates.row_mut(row);
            for unit in 0..units {
                let (i, f) = (sigmoid(gates[unit]), sigmoid(gates[units + unit]));
                let (g, o) = (libm::tanhf(gates[2 * units + unit]), sigmoid(gates[3 * units + unit]));
                let before = if from > 0 { memory[[row - size, unit]] } else { 0.0 };
                let kept = f * before + i * g;
                let bound = libm::tanhf(kept);
                (gates[unit], gates[units + unit]) = (i, f);
                (gates[2 * units + unit], gates[3 * units + unit]) = (g, o);
                memory[[row, unit]] = kept;
                bounded[[row, unit]] = bound;
                hidden[[row, unit]] = o * bound;
            }
        }
    }
    Pass { gates, memory, bounded, hidden }
}

/// Slopes of the error along the gates before their functions; `above` has those along the hidden values.
fn backward(pass: &Pass, above: &Array2<f32>, layer: &[Array2<f32>], size: usize) -> Array2<f32> {
    let (n_rows, units) = above.dim();
    let mut slopes = Array2::<f32>::zeros((n_rows, GATES * units));
    let mut hidden = Array2::<f32>::zeros((size, units));
    let mut memory = Array2::<f32>::zeros((size, units));
    let again: ArrayView2<'_, f32> = layer[1].t();
    for from in (0..n_rows).step_by(size).rev() {
        for place in 0..size {
            let row = from + place;
            let gates = pass.gates.row(row);
            let mut slopes = slopes.row_mut(row);
            for unit in 0..units {
                let (i, f) = (gates[unit], gates[units + unit]);
                let (g, o) = (gates[2 * units + unit], gates[3 * units + unit]);
                let bound = pass.bounded[[row, unit]];
                let along = above[[row, unit]] + hidden[[place, unit]];
                let kept = along * o * (1.0 - bound * bound) + memory[[place, unit]];
                let before = if from > 0 { pass.memory[[row - size, unit]] } else { 0.0 };
                slopes[unit] = kept * g * i * (1.0 - i);
                slopes[units + unit] = kept * before * f * (1.0 - f);
                slopes[2 * units + unit] = kept * i * (1.0 - g * g);
                slopes[3 * units + unit] = along * bound * o * (1.0 - o);
                memory[[place, unit]] = kept * f;
            }
        }
        general_mat_mul(1.0, &rows(&slopes, from..from + size), &again, 0.0, &mut hidden);
    }
    slopes
}

/// Adam: steps along the mean gradient, each weight by its own usual size.
struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    /// The memories' powers, for their start from 0.
    powers: (f32, f32),
}

impl Adam {
    fn new(weights: usize) -> Adam {
        Adam { mean: vec![0.0; weights], square: vec![0.0; weights], powers: (1.0, 1.0) }
    }

    fn step(&mut self, weights: &mut [f32], gradient: &[f32], rate: f32) {
        let length = gradient.iter().map(|g| g * g).sum::<f32>().sqrt();
        // Nothing sensible can be learnt from a batch whose error is beyond all numbers.
        if !length.is_finite() {
            return;
        }
        let shorten = LONGEST / length.max(LONGEST);
        self.powers = (self.powers.0 * MEMORY.0, self.powers.1 * MEMORY.1);
        let start = (1.0 - self.powers.0, 1.0 - self.powers.1);
        let memories = self.mean.iter_mut().zip(&mut self.square);
        for ((weight, slope), (mean, square)) in weights.iter_mut().zip(gradient).zip(memories) {
            let slope = slope * shorten;
            *mean = MEMORY.0 * *mean + (1.0 - MEMORY.0) * slope;
            *square = MEMORY.1 * *square + (1.0 - MEMORY.1) * slope * slope;
            *weight -= rate * (*mean / start.0) / ((*square / start.1).sqrt() + LEAST_DIVISOR);
        }
    }
}
