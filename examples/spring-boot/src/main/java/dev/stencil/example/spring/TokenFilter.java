package dev.stencil.example.spring;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.usecase.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Asks Stencil about each token, so that one is refused as soon as its session has ended. */
class TokenFilter extends OncePerRequestFilter {
    private final Stencil stencil;

    TokenFilter(Stencil stencil) {
        this.stencil = stencil;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith("Bearer ")) {
            try {
                Client client = Client.at(request.getRemoteAddr());
                Caller caller = stencil.authenticate().caller(header.substring("Bearer ".length()), client);
                SecurityContextHolder.getContext()
                        .setAuthentication(new PreAuthenticatedAuthenticationToken(caller, "", List.of()));
            } catch (Failure failure) {
                response.setStatus(Failures.statusOf(failure));
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
