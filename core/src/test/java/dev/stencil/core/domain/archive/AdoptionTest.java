package dev.stencil.core.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.UserName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final Instant SECOND = Instant.ofEpochSecond(0x6b04aa4c);

    private final Adoption adoption = new Adoption();

    private static Id id(int number) {
        return new Id("6b04aa4c%016x".formatted(number));
    }

    @Test
    void theFirstOfAKeyHoldsItAndOtherNamesShareIt() {
        assertThat(adoption.adopt(id(3), new UserName("Ann"))).contains(KeyRole.HOLDER);
        assertThat(adoption.adopt(id(1), new UserName("ann"))).contains(KeyRole.SHARER);
        assertThat(adoption.adopt(id(2), new UserName("ＡＮＮ"))).contains(KeyRole.SHARER);
        assertThat(adoption.adopt(id(4), new UserName("bob"))).contains(KeyRole.HOLDER);
    }

    @Test
    void ofExactlyOneNameTheFirstIsTheAccount() {
        adoption.adopt(id(3), new UserName("Ann"));
        adoption.adopt(id(4), new UserName("ann"));
        assertThat(adoption.adopt(id(1), new UserName("ann"))).isEmpty();
        assertThat(adoption.find("ann").map(Adoption.Account::id)).contains(id(4));
        assertThat(adoption.find("Ann").map(Adoption.Account::id)).contains(id(3));
        assertThat(adoption.find("ANN")).isEmpty();
    }

    @Test
    void aKeyIsTakenOnceInWhateverOrderNamesCome() {
        for (String[] names : new String[][]{{"ann", "Ann", "ANN"}, {"Ann", "ANN", "ann"}}) {
            Adoption several = new Adoption();
            for (int i = 0; i < names.length; i++) {
                assertThat(several.adopt(id(i), new UserName(names[i])))
                        .contains(i == 0 ? KeyRole.HOLDER : KeyRole.SHARER);
            }
        }
    }

    @Test
    void addingAnAccountAgainChangesNothing() {
        Id id = new Id("f0e1d2c3b4a5968778695a4b");
        assertThat(adoption.add(id, "ann")).isTrue();
        assertThat(adoption.add(id(1), "ann")).isFalse();
        assertThat(adoption.add(id, "ann")).isTrue();
        assertThat(adoption.find("ann").map(Adoption.Account::id)).contains(id);
    }

    @Test
    void aTimeThatWasDecidedBeforeIsNotGivenTwice() {
        adoption.add(id(1), "ann");
        Adoption.Account ann = adoption.find("ann").orElseThrow();
        ann.created(SECOND.plusMillis(7));
        ann.created(SECOND.plusMillis(3));
        assertThat(ann.created(id(9))).isEqualTo(SECOND.plusMillis(8));
    }

    @Test
    void anOwnersTemplatesAreCreatedOneAfterTheOther() {
        adoption.adopt(id(1), new UserName("ann"));
        adoption.adopt(id(2), new UserName("bob"));
        Adoption.Account ann = adoption.find("ann").orElseThrow();
        assertThat(ann.created(id(9))).isEqualTo(SECOND);
        assertThat(ann.created(id(5))).isEqualTo(SECOND.plusMillis(1));
        assertThat(ann.created(new Id("6b04aa4d" + "0".repeat(16)))).isEqualTo(SECOND.plusSeconds(1));
        assertThat(ann.created(id(6))).isEqualTo(SECOND.plusSeconds(1).plusMillis(1));
        assertThat(adoption.find("bob").orElseThrow().created(id(7))).isEqualTo(SECOND);
    }
}
