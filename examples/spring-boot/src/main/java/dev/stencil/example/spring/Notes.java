package dev.stencil.example.spring;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.usecase.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
record Notes(Stencil stencil) {
    record Account(String name, String password) {}

    @PostMapping("/register")
    void register(@RequestBody Account account, HttpServletRequest request) {
        stencil.registerUser().register(account.name(), account.password(), Client.at(request.getRemoteAddr()));
    }

    @PostMapping("/login")
    String login(@RequestBody Account account, HttpServletRequest request) {
        Client client = Client.at(request.getRemoteAddr());
        return stencil.signIn().signIn(account.name(), account.password(), client).accessToken().text();
    }

    @DeleteMapping("/session")
    void logOut(@AuthenticationPrincipal Caller caller) {
        stencil.manageSessions().endCurrent(caller);
    }

    @PostMapping("/notes")
    void add(@AuthenticationPrincipal Caller caller, @RequestBody String note) {
        stencil.manageTemplates().create(caller.id(), Content.of(note, ContentLimits.DEFAULT));
    }

    @GetMapping("/notes")
    List<Object> list(@AuthenticationPrincipal Caller caller) {
        return stencil.manageTemplates().list(caller.id(), null, 100).items().stream()
                .map(note -> note.content().value())
                .toList();
    }
}
