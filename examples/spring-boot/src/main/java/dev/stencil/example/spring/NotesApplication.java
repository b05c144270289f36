package dev.stencil.example.spring;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.Stencil;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.Tokens;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

@SpringBootApplication
public class NotesApplication {
    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }

    @Bean
    Storage storage(@Value("${notes.data}") String folder) {
        return SqliteStorage.open(Path.of(folder));
    }

    @Bean
    Stencil stencil(Storage storage, @Value("${notes.secret}") String secret) {
        Tokens tokens = JwtTokens.builder(new SigningSecret(secret)).build();
        return Stencil.builder(storage, new Argon2PasswordHasher(), tokens).build();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Stencil stencil) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/register", "/login", "/error").permitAll().anyRequest().authenticated())
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint((request, response, refusal) -> response.setStatus(401)))
                .addFilterBefore(new TokenFilter(stencil), AuthorizationFilter.class)
                .build();
    }
}
