// Where the error comes from: its name and place are to be seen in the trace, whatever the bundler makes of them.
export function chargeCard(card: number): never {
  const shown = `no card ${card}`;
  throw new TypeError(shown);
}
