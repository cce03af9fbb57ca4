import { expect } from 'chai';
import { timeTicks } from '../../../components/shared/time-ticks.ts';

const hour = 3_600_000;
const to = Date.UTC(2026, 10, 28, 17, 46, 3);
const clock = (at: number, timeZone: string): string => new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

describe('the ticks of a time axis', () => {
  it('are moments that people look for on a clock, in the zone of the element', () => {
    const ticks = (hours: number, zone: string): readonly string[] => timeTicks(to - hours * hour, to, zone).map((at) => clock(at, zone));
    expect(ticks(1, 'UTC')).to.deep.equal(['16:50', '17:00', '17:10', '17:20', '17:30', '17:40']);
    expect(ticks(24, 'UTC')).to.deep.equal(['20:00', '00:00', '04:00', '08:00', '12:00', '16:00']);
    // Half an hour and three quarters beside the hours of UTC.
    expect(ticks(24, 'Asia/Kolkata')).to.deep.equal(['00:00', '04:00', '08:00', '12:00', '16:00', '20:00']);
    expect(ticks(24, 'Asia/Kathmandu')).to.deep.equal(['00:00', '04:00', '08:00', '12:00', '16:00', '20:00']);
  });

  it('are midnights over days, and never more than there is room for', () => {
    expect(timeTicks(to - 168 * hour, to, 'UTC').every((at) => clock(at, 'UTC') === '00:00')).to.equal(true);
    for (const hours of [0.25, 1, 6, 24, 168, 720, 8760]) expect(timeTicks(to - hours * hour, to, 'UTC').length, `${hours} h`).to.be.within(1, hours > 4320 ? 13 : 7);
  });
});
