package io.enterpriseproxy.connector;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A batch that a source has taken, on its way through the {@link Intake}: knows which of its events are answered, so
 * that only the others are handed in again. Not thread-safe.
 */
public final class Handover {
    private final List<SourceEvent> events;
    private final BitSet answered = new BitSet();

    public Handover(List<SourceEvent> events) {
        this.events = List.copyOf(events);
    }

    /**
     * Hands in once what is not answered yet.
     *
     * @return the first refusal for want of the ledger; empty when all events are answered and may be acknowledged
     */
    public Optional<SubmitOutcome.Unavailable> handIn(Intake intake) {
        int[] open = IntStream.range(0, events.size()).filter(index -> !answered.get(index)).toArray();
        if (open.length == 0) {
            return Optional.empty();
        }
        List<SubmitOutcome> outcomes = intake.submit(IntStream.of(open).mapToObj(events::get).toList(),
                Intake.OnRefusal.PARK);
        Optional<SubmitOutcome.Unavailable> refusal = Optional.empty();
        for (int index = 0; index < open.length; index++) {
            switch (outcomes.get(index)) {
                case SubmitOutcome.Accepted accepted -> answered.set(open[index]);
                case SubmitOutcome.Replayed replayed -> answered.set(open[index]);
                case SubmitOutcome.Refused refused -> answered.set(open[index]);
                case SubmitOutcome.Parked parked -> answered.set(open[index]);
                case SubmitOutcome.Unavailable unavailable ->
                    refusal = refusal.isPresent() ? refusal : Optional.of(unavailable);
            }
        }
        return refusal;
    }

    /** Whether the event at this place of the batch is answered with anything but {@link SubmitOutcome.Unavailable}. */
    public boolean answered(int index) {
        return answered.get(index);
    }
}
