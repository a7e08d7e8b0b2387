// A shop in React: every button fails in another way.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { init } from 'errpredict-browser';
import { ErrorBoundary, useReport } from 'errpredict-browser/react';
import { chargeCard } from './pay';

init({ dsn: import.meta.env.VITE_DSN, service: 'shop-react' });

function Basket() {
  const [isBroken, breakIt] = useState(false);
  if (isBroken) throw new RangeError('the basket has no end');
  return <button id="render" onClick={() => breakIt(true)}>render</button>;
}

function Shop() {
  const report = useReport();
  const caught = () => {
    try {
      chargeCard(7);
    } catch (error) {
      report(error, { tags: { step: 'caught' } });
    }
  };
  return (
    <>
      <ErrorBoundary fallback={({ reset }) => <button id="reset" onClick={reset}>again</button>}>
        <Basket />
      </ErrorBoundary>
      <button id="handler" onClick={() => chargeCard(7)}>handler</button>
      <button id="caught" onClick={caught}>caught</button>
      <button id="rejection" onClick={async () => chargeCard(8)}>rejection</button>
      <button id="request" onClick={() => void fetch('/fails?name=Anna')}>request</button>
      <button id="person" onClick={() => { throw new Error('no mail to anna@example.com, card 4111111111111111, password=hunter2'); }}>person</button>
      <button id="flood" onClick={() => { for (let n = 0; n < 3_000; n += 1) (n % 6 ? report : reportError)(new URIError('flood')); }}>flood</button>
    </>
  );
}

createRoot(document.querySelector('#root')!).render(<Shop />);
