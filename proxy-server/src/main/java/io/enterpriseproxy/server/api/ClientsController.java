package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.enterpriseproxy.server.security.ClientAdmin;
import io.enterpriseproxy.server.security.ClientOutcome;
import io.enterpriseproxy.server.security.ClientView;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.util.Objects;

/** Clients of this API, made and changed while the server runs. */
@RestController
@RequestMapping("/api/v1/clients")
final class ClientsController {
    private final ClientAdmin clients;
    private final ClientWishes wishes;

    ClientsController(ClientAdmin clients, Clock clock) {
        this.clients = clients;
        this.wishes = new ClientWishes(clock);
    }

    /**
     * A client, and the key that was just made for it.
     *
     * @param key is never shown again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithKey(@JsonUnwrapped ClientView client, String key) {
        static WithKey of(ClientView client, @Nullable Secret key) {
            return new WithKey(client, Objects.requireNonNull(key).reveal());
        }
    }

    @GetMapping
    Page<ClientView> list() {
        return Page.whole(clients.list());
    }

    @GetMapping("/{name}")
    ClientView get(@PathVariable String name) {
        return clients.find(name).orElseThrow(() -> new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no client of this name", "name", name, null)));
    }

    /** Makes a client with its first key. */
    @PostMapping
    ResponseEntity<WithKey> create(@RequestBody ClientWishes.NewClient body, @AuthenticationPrincipal ApiClient actor) {
        String name = ClientWishes.name(body.name());
        ClientOutcome.Done done = done(
                clients.create(name, wishes.read(body.roles(), body.mappings(), body.expires()), actor));
        return ResponseEntity.created(URI.create("/api/v1/clients/" + name))
                .body(WithKey.of(done.client(), done.key()));
    }

    /** Makes a second key, so that the client can change over while the first is still good. */
    @PostMapping("/{name}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    WithKey addKey(@PathVariable String name, @AuthenticationPrincipal ApiClient actor) {
        ClientOutcome.Done done = done(clients.addKey(name, actor));
        return WithKey.of(done.client(), done.key());
    }

    /** Takes a key away, by how it begins. */
    @DeleteMapping("/{name}/keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeKey(@PathVariable String name, @PathVariable String id, @AuthenticationPrincipal ApiClient actor) {
        done(clients.removeKey(name, id, actor));
    }

    /** Gives other roles, mappings and another end: what is left out is not kept. */
    @PutMapping("/{name}")
    ClientView change(@PathVariable String name, @RequestBody ClientWishes.ChangedClient body,
            @AuthenticationPrincipal ApiClient actor) {
        return done(clients.change(name, wishes.read(body.roles(), body.mappings(), body.expires()), actor)).client();
    }

    /** Takes a client away with its keys. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, @AuthenticationPrincipal ApiClient actor) {
        done(clients.remove(name, actor));
    }

    private static ClientOutcome.Done done(ClientOutcome outcome) {
        return switch (outcome) {
            case ClientOutcome.Done done -> done;
            case ClientOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }
}
