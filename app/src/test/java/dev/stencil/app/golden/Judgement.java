package dev.stencil.app.golden;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Comparison of an answer with the recorded one, or with the one line of the table that excuses it. */
final class Judgement {
    private final Map<Recorded, Reply> seen;
    private final List<Difference> table;
    private final OriginalStatusCodes setting;
    private final List<String> complaints = new ArrayList<>();

    private Judgement(Map<Recorded, Reply> seen, List<Difference> table, OriginalStatusCodes setting) {
        this.seen = seen;
        this.table = table.stream().filter(line -> line.settings().contains(setting)).toList();
        this.setting = setting;
    }

    /** @return what is wrong, a sentence each */
    static List<String> complaints(Map<Recorded, Reply> seen, List<Difference> table, OriginalStatusCodes setting) {
        Judgement judgement = new Judgement(seen, table, setting);
        seen.forEach(judgement::judge);
        judgement.table.forEach(judgement::findIdleNames);
        return List.copyOf(judgement.complaints);
    }

    private void judge(Recorded recorded, Reply reply) {
        List<Difference> lines = table.stream().filter(line -> line.covers(recorded, setting)).toList();
        boolean same = reply.equals(recorded.answer());
        if (reply.status() >= 500) {
            complain(recorded, "is a failure of the server: " + reply);
        }
        if (reply.status() >= 400 && !reply.mediaType().endsWith("json")) {
            complain(recorded, "is an error without JSON: " + reply);
        }
        if (lines.size() > 1) {
            complain(recorded, "is covered by " + lines.size() + " lines: " + lines);
        } else if (lines.isEmpty() && !same) {
            complain(recorded, "differs and has no line: " + reply + " and not " + recorded.answer());
        } else if (lines.size() == 1 && same) {
            complain(recorded, "is covered by a line and does not differ: " + reply);
        } else if (lines.size() == 1 && !reply.equals(lines.getFirst().answerTo(recorded))) {
            complain(recorded, "is not what its line says: " + reply + " and not "
                    + lines.getFirst().answerTo(recorded));
        }
    }

    private void findIdleNames(Difference line) {
        line.cases().stream()
                .filter(name -> seen.keySet().stream().noneMatch(recorded -> Difference.matches(name, recorded)))
                .forEach(name -> complaints.add("there is no case " + name));
    }

    private void complain(Recorded recorded, String what) {
        complaints.add(recorded.name() + " " + what);
    }
}
