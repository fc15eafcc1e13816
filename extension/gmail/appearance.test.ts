import { expect } from 'chai';
import { standsOnDark } from './appearance.ts';

function within(...colours: string[]): Element {
  let inner: HTMLElement = document.body;
  for (const colour of colours) {
    const around = document.createElement('div');
    around.style.background = colour;
    inner.append(around);
    inner = around;
  }
  return inner;
}

describe('what something is written on', () => {
  const { background } = document.body.style;
  afterEach(() => {
    document.body.style.background = background;
    document.body.replaceChildren();
  });

  it('is told by the nearest colour behind it that is not seen through', () => {
    document.body.style.background = 'rgb(17, 17, 17)';
    expect(standsOnDark(within('rgb(255, 255, 255)', 'transparent'))).to.equal(false);
    expect(standsOnDark(within('rgb(27, 27, 28)', 'rgba(255, 255, 255, 0.1)'))).to.equal(true);
    expect(standsOnDark(within('transparent'))).to.equal(true);
  });

  it('is not known where nothing behind it has a colour', () => {
    document.body.style.background = 'transparent';
    expect(standsOnDark(within('transparent'))).to.equal(undefined);
  });
});
