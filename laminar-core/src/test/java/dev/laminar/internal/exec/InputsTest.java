package dev.laminar.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laminar.data.Batch;
import dev.laminar.internal.exec.schedule.Actor;
import dev.laminar.internal.exec.schedule.SimulatedScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputsTest {

  private final Actor nobody =
      new Actor(new SimulatedScheduler(0), "nobody", false) {
        @Override
        protected Next step() {
          return Next.WAIT;
        }
      };

  private final Channel left = new Channel(100, nobody, nobody, 0);
  private final Channel right = new Channel(100, nobody, nobody, 1);
  private final List<String> seen = new ArrayList<>();
  private final Inputs.Handler handler =
      new Inputs.Handler() {
        @Override
        public void data(int input, Element.Data data) {
          seen.add("row " + input);
        }

        @Override
        public void watermark(long time) {
          seen.add("watermark " + time);
        }

        @Override
        public void idle() {
          seen.add("idle");
        }

        @Override
        public void active() {
          seen.add("active");
        }

        @Override
        public void marker(Element.Marker marker) {
          seen.add("marker " + marker.number());
        }

        @Override
        public void endOfInput(int input) {
          seen.add("end " + input);
        }

        @Override
        public void end(boolean complete) {
          seen.add(complete ? "all ended" : "stopped");
        }
      };
  private Inputs inputs = new Inputs(new Channel[] {left, right}, true, Long.MIN_VALUE, handler);

  private static void row(Channel channel) {
    channel.add(new Element.Data(Batch.of(0), 0), 1);
  }

  private static void watermark(Channel channel, long time) {
    channel.add(new Element.Watermark(time), 1);
  }

  private static void tick(Channel channel, long number) {
    channel.add(new Element.Tick(number), 1);
  }

  private static void end(Channel channel, boolean complete) {
    channel.add(new Element.EndOfInput(complete), 1);
  }

  private void expect(String... events) {
    while (inputs.handleNext()) {}
    assertThat(seen).containsExactly(events);
    seen.clear();
  }

  @Test
  void aChannelThatDeliveredATick_isHeldBack_untilAllHave() {
    row(left);
    tick(left, 1);
    row(left);
    expect("row 0");
    row(right);
    tick(right, 1);
    expect("row 1", "marker 1", "row 0");
  }

  private static void barrier(Channel channel, long number) {
    channel.add(new Element.Barrier(number, number, false), 1);
  }

  private void letBarriersPass() {
    inputs = new Inputs(new Channel[] {left, right}, false, Long.MIN_VALUE, handler);
  }

  @Test
  void barrierThatPasses_holdsNobodyBack_andIsHandledWhenTheLastChannelDeliversIt() {
    letBarriersPass();
    barrier(left, 1);
    row(left);
    expect("row 0");
    row(right);
    barrier(right, 1);
    row(right);
    expect("row 1", "marker 1", "row 1");
  }

  @Test
  void channelThatEnds_doesNotHoldABarrierThatPasses() {
    letBarriersPass();
    barrier(left, 1);
    row(left);
    expect("row 0");
    end(right, true);
    expect("end 1", "marker 1");
    barrier(left, 2);
    end(left, true);
    expect("marker 2", "end 0", "all ended");
  }

  @Test
  void tickBehindABarrierThatPasses_isHeldBackLikeAnyOther() {
    letBarriersPass();
    barrier(left, 1);
    tick(left, 2);
    row(left);
    expect();
    row(right);
    barrier(right, 1);
    tick(right, 2);
    expect("row 1", "marker 1", "marker 2", "row 0");
  }

  @Test
  void endedChannels_doNotHoldTicks() {
    tick(left, 1);
    expect();
    end(right, true);
    expect("end 1", "marker 1");
    tick(left, 2);
    end(left, true);
    expect("marker 2", "end 0", "all ended");
  }

  @Test
  void watermark_isTheLeastOfTheChannels_andNeverFalls() {
    watermark(left, 10);
    expect();
    watermark(right, 5);
    expect("watermark 5");
    watermark(right, 20);
    expect("watermark 10");
    end(left, true);
    expect("end 0", "watermark 20");
    end(right, true);
    expect("end 1", "all ended");
  }

  @Test
  void idleChannels_doNotHoldTheWatermark_untilTheirNextRow() {
    watermark(left, 10);
    right.add(Element.Idle.IDLE, 1);
    expect("watermark 10");
    left.add(Element.Idle.IDLE, 1);
    expect("idle");
    row(right);
    expect("active", "row 1");
    watermark(left, 30);
    expect();
    watermark(right, 25);
    expect("watermark 25");
  }

  @Test
  void ifAllAreIdle_theLastWatermarkHolds_inWhateverOrderTheyBecameSo() {
    watermark(left, 10);
    left.add(Element.Idle.IDLE, 1);
    expect();
    right.add(Element.Idle.IDLE, 1);
    expect("watermark 10", "idle");
  }

  @Test
  void aStoppedChannel_goesOnHoldingItsWatermark() {
    watermark(left, 10);
    watermark(right, 50);
    expect("watermark 10");
    end(left, false);
    watermark(right, 90);
    end(right, true);
    expect("end 1", "stopped");
  }

  @Test
  void afterARestore_theWatermarkIsWhereItWas() {
    inputs = new Inputs(new Channel[] {left, right}, true, 40, handler);
    watermark(left, 30);
    watermark(right, 50);
    expect();
    watermark(left, 45);
    expect("watermark 45");
  }
}
