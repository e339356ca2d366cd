import { expect, test } from 'vitest'
import { EventLoopShare, STEPS_PER_TURN } from './event-loop-share.ts'

test('work beyond the steps of a turn is done in later turns, and two requests take turns', async () => {
  const share = new EventLoopShare()
  const lines = [{}, {}]
  const done: number[] = []
  const stepsOfTurn: number[] = []
  let steps = 0
  const step = STEPS_PER_TURN / 4
  const work = async (line: number) => {
    await share.nextTurn(lines[line] as object)
    share.spend(step)
    steps += step
    done.push(line)
  }
  let over = false
  const watch = () => {
    if (steps > 0) stepsOfTurn.push(steps)
    steps = 0
    if (!over) setImmediate(watch)
  }
  const all = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1].map(work)
  setImmediate(watch)
  await Promise.all(all)
  over = true
  watch()
  expect(Math.max(...stepsOfTurn)).toBe(STEPS_PER_TURN)
  expect(stepsOfTurn.length).toBeGreaterThanOrEqual(3)
  expect(done.slice(0, 8)).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
})
