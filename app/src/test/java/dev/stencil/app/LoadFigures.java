package dev.stencil.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long requests took and how they ended, counted by many threads. */
final class LoadFigures {
    private final List<Double> served = new ArrayList<>();
    private final List<Double> refused = new ArrayList<>();
    private int wrong;
    private int cutOff;
    private double seconds;

    synchronized void count(LoadClient.Answer answer, long nanos) {
        (answer.isServed() ? served : refused).add(nanos / 1e6);
        wrong += answer.wellFormed() ? 0 : 1;
    }

    synchronized void countCutOff() {
        cutOff++;
    }

    synchronized void lasted(double howLong) {
        seconds = howLong;
    }

    /** Served requests a second. */
    synchronized double goodput() {
        return served.size() / seconds;
    }

    /** Answers that are not as they should be. */
    synchronized int wrong() {
        return wrong;
    }

    synchronized int count() {
        return served.size() + refused.size();
    }

    synchronized double p99() {
        return quantile(served, 0.99);
    }

    private static double quantile(List<Double> times, double part) {
        if (times.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }

    @Override
    public synchronized String toString() {
        return String.format(
                "%7d served, p50 %7.1f, p99 %7.1f ms; %7d refused, p99 %6.1f ms; %d cut off; %d malformed",
                served.size(),
                quantile(served, 0.5),
                quantile(served, 0.99),
                refused.size(),
                quantile(refused, 0.99),
                cutOff,
                wrong);
    }
}
