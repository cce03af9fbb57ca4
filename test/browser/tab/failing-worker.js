setInterval(() => {
  throw new RangeError('failed in a worker');
}, 50);
