package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.ELSEWHERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshToken;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshSessionTest {
    private final FailingStorage storage = new FailingStorage();
    @AutoClose
    private final Service service = new Service(storage);
    private final Grant grant = signIn();

    private Grant signIn() {
        service.register("alice");
        return service.signIn("alice");
    }

    private Grant refresh(Grant with) {
        return service.core.refreshSession().refresh(with.refreshToken(), ELSEWHERE);
    }

    @Test
    void aRefreshGoesOnWithTheSameSession() {
        Caller before = service.caller(grant);
        service.clock.move(Duration.ofDays(20));
        Grant next = refresh(grant);
        assertThat(service.caller(next).session()).isEqualTo(before.session());
        assertThat(next.refreshToken()).isNotEqualTo(grant.refreshToken());
        assertThat(next.refreshLifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(service.events)
                .endsWith(new Event.SessionRefreshed(before.id(), before.session(), ELSEWHERE.address()));
        // Idle for thirty days in all, but not since the refresh.
        service.clock.move(Duration.ofDays(20));
        refresh(next);
    }

    @Test
    void noSessionGoesOnForMoreThanNinetyDays() {
        Grant latest = grant;
        for (int day = 0; day < 89; day += 20) {
            service.clock.move(Duration.ofDays(20));
            latest = refresh(latest);
            if (day == 60) {
                assertThat(latest.refreshLifetime()).isEqualTo(Duration.ofDays(10));
                service.clock.move(Duration.ofDays(10).minusSeconds(60));
                latest = refresh(latest);
                assertThat(latest.accessToken().lifetime()).isEqualTo(Duration.ofSeconds(60));
                break;
            }
        }
        service.clock.move(Duration.ofSeconds(60));
        Grant last = latest;
        assertRefused(REVOKED, () -> refresh(last));
    }

    @Test
    void withinTheGraceAnEarlierTokenLeadsToTheCurrentOne() {
        Grant second = refresh(grant);
        service.clock.move(Duration.ofSeconds(4));
        Grant third = refresh(second);
        service.clock.move(Duration.ofSeconds(4));
        assertThat(refresh(grant).refreshToken()).isEqualTo(third.refreshToken());
        assertThat(refresh(second).refreshToken()).isEqualTo(third.refreshToken());
        assertThat(service.caller(refresh(third)).id()).isEqualTo(service.user("alice").id());
    }

    @Test
    void afterTheGraceReuseEndsTheSession() {
        Grant third = refresh(refresh(grant));
        Caller caller = service.caller(third);
        service.clock.move(RefreshState.GRACE.plus(SteadyClock.SKEW));
        assertRefused(REVOKED, () -> refresh(grant));
        assertRefused(REVOKED, () -> refresh(third));
        assertRefused(REVOKED, () -> service.caller(third));
        assertThat(service.events)
                .endsWith(new Event.RefreshTokenReused(caller.id(), caller.session(), ELSEWHERE.address()));
    }

    @Test
    void reuseIsNoticedThoughALaterTokenIsStillWithinTheGrace() {
        Grant second = refresh(grant);
        service.clock.move(Duration.ofSeconds(39));
        refresh(second);
        service.clock.move(Duration.ofSeconds(1));
        assertRefused(REVOKED, () -> refresh(grant));
    }

    /** As after an answer that was lost: nobody has the token that followed. */
    @ParameterizedTest
    @ValueSource(longs = {4, 14, 40, 86_400})
    void aTokenWhoseFollowerWasNeverPresentedIsStillGood(long seconds) {
        refresh(grant);
        for (int i = 0; i < 3; i++) {
            service.clock.move(Duration.ofSeconds(seconds));
            refresh(grant);
        }
        Grant latest = refresh(grant);
        assertThat(service.caller(latest).id()).isEqualTo(service.user("alice").id());
        assertThat(refresh(latest).refreshToken()).isNotEqualTo(latest.refreshToken());
    }

    /** One of both has stolen the token that both had: it shows at once when the second follower is presented, too. */
    @Test
    void ofTwoFollowersOfOneTokenOnlyTheLaterIsGood() {
        Grant earlier = refresh(grant);
        service.clock.move(Duration.ofMinutes(1));
        Grant later = refresh(grant);
        assertRefused(REVOKED, () -> refresh(earlier));
        assertRefused(REVOKED, () -> refresh(later));
        assertThat(service.events).last().isInstanceOf(Event.RefreshTokenReused.class);
    }

    @Test
    void twoProcessesWhoseClocksDifferAgreeOnTheGrace() {
        for (Duration apart : List.of(SteadyClock.SKEW, SteadyClock.SKEW.negated())) {
            FakeClock other = new FakeClock();
            other.move(apart);
            try (Stencil elsewhere = Stencil.builder(storage, service.hasher, service.tokens)
                    .clock(other).withoutSweep().build()) {
                Grant first = service.signIn("alice");
                Grant third = refresh(refresh(first));
                other.move(Duration.ofSeconds(9));
                assertThat(elsewhere.refreshSession().refresh(first.refreshToken(), ELSEWHERE).refreshToken())
                        .isEqualTo(third.refreshToken());
            }
        }
    }

    /** The commit comes, but later than the answer that it did not come. */
    @Test
    void aRefreshThatStallsLeavesItsTokenGood() {
        for (long stall : List.of(4L, 14L, 40L)) {
            Grant first = service.signIn("alice");
            storage.afterSessions = method -> {
                if (method.equals("refresh")) {
                    service.clock.move(Duration.ofSeconds(stall));
                    throw new Failure.Unavailable(Duration.ofSeconds(1), "too slow", null);
                }
            };
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> refresh(first));
            storage.afterSessions = method -> {};
            Grant second = refresh(first);
            Grant third = refresh(second);
            service.clock.move(Duration.ofMinutes(1));
            assertThat(service.caller(third)).isNotNull();
            assertRefused(REVOKED, () -> refresh(first));
        }
    }

    @Test
    void aTokenThatIsPresentedAgainAndAgainMakesTheStateNoLongerAndDoesNotHaveToWait() {
        refresh(grant);
        for (int i = 0; i < 9; i++) {
            service.clock.move(i % 2 == 0 ? Duration.ofSeconds(40) : Duration.ofSeconds(1));
            refresh(grant);
            assertThat(rotations(grant)).isEqualTo(1);
        }
    }

    @Test
    void theStateIsBounded() {
        Grant latest = grant;
        for (int i = 0; i < 20; i++) {
            latest = refresh(latest);
            service.clock.move(Duration.ofMillis(2_600));
            assertThat(rotations(latest)).isLessThanOrEqualTo(4);
        }
    }

    private int rotations(Grant of) {
        RefreshToken token = RefreshToken.parse(of.refreshToken()).orElseThrow();
        return storage.sessions().find(token.user(), token.session()).orElseThrow().refresh().rotations().size();
    }

    @Test
    void aFifthRefreshWithinTheGraceHasToWait() {
        Grant latest = grant;
        for (int i = 0; i < 4; i++) {
            latest = refresh(latest);
            service.clock.move(Duration.ofSeconds(2));
        }
        Grant fourth = latest;
        assertThrottled(() -> refresh(fourth));
        assertThat(refresh(grant).refreshToken()).isEqualTo(fourth.refreshToken());
        service.clock.move(Duration.ofSeconds(2));
        refresh(fourth);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyAtOnceAllHoldATokenThatWorks(boolean lostBefore) throws Exception {
        for (int round = 0; round < 20; round++) {
            Grant first = service.signIn("alice");
            if (lostBefore) {
                refresh(first);
                service.clock.move(Duration.ofMinutes(1));
            }
            List<Grant> grants = AtOnce.run(50, i -> () -> refresh(first));
            grants.forEach(service::caller);
            Set<String> refreshTokens = grants.stream().map(Grant::refreshToken).collect(Collectors.toSet());
            assertThat(refreshTokens).hasSize(1);
            service.core.refreshSession().refresh(refreshTokens.iterator().next(), ELSEWHERE);
        }
    }

    private String altered(int place) {
        byte[] bytes = Base64.getUrlDecoder().decode(grant.refreshToken());
        bytes[place] ^= 1;
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    @Test
    void aTokenOfAnotherFamilyIsRefusedAndEndsNothing() {
        assertRefused(SIGNATURE, () -> service.core.refreshSession().refresh(altered(30), ELSEWHERE));
        refresh(grant);
    }

    @Test
    void aTokenOfTheFamilyThatWasNeverHandedOutEndsTheSession() {
        assertRefused(REVOKED, () -> service.core.refreshSession().refresh(altered(71), ELSEWHERE));
        assertRefused(REVOKED, () -> refresh(grant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64 ?!", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"})
    void whatIsNoRefreshTokenIsRefused(String text) {
        assertRefused(MALFORMED, () -> service.core.refreshSession().refresh(text, ELSEWHERE));
        assertRefused(MALFORMED,
                () -> service.core.refreshSession().refresh(grant.refreshToken() + text + "A", ELSEWHERE));
    }

    @Test
    void noTokenIsKept() {
        Caller caller = service.caller(grant);
        refresh(refresh(grant));
        assertThat(
                storage.sessions().find(caller.id(), caller.session()).orElseThrow().refresh().rotations().toString())
                .doesNotContain(grant.refreshToken());
        assertThat(grant.toString()).doesNotContain(grant.refreshToken());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefreshAgainstALogOutNeverBringsTheSessionBack(boolean byRefreshToken) throws Exception {
        for (int round = 0; round < 200; round++) {
            Grant first = service.signIn("alice");
            Caller caller = service.caller(first);
            AtOnce.run(2, i -> AtOnce.refused(() -> {
                if (i == 0) {
                    refresh(first);
                } else if (byRefreshToken) {
                    service.core.manageSessions().endOf(first.refreshToken(), ELSEWHERE);
                } else {
                    service.core.manageSessions().endCurrent(caller);
                }
            }));
            assertRefused(REVOKED, () -> service.caller(first));
            assertRefused(REVOKED, () -> refresh(first));
        }
    }
}
