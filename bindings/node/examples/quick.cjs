// A running service watches itself: two lines, and a question whenever there is time for one.
const express = require('express');
const { Monitor } = require('errpredict');
const { requests, errors } = require('errpredict/express');

const monitor = new Monitor();
const app = express();
app.use(requests(monitor, 'shop'));
app.get('/pay', () => { throw new TypeError('no basket'); });
app.use(errors(monitor, 'shop'));
app.use((error, request, response, next) => { response.status(500).end(); });

const server = app.listen(0, async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/pay`);
  const found = await monitor.analyze(Date.now() + 60000);
  console.log(found.services.map((service) => service.service));
  server.close();
});
