package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.signer.KeyStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.AppRoleAuthentication;
import org.springframework.vault.authentication.AppRoleAuthenticationOptions;
import org.springframework.vault.authentication.AppRoleAuthenticationOptions.RoleId;
import org.springframework.vault.authentication.AppRoleAuthenticationOptions.SecretId;
import org.springframework.vault.authentication.ClientAuthentication;
import org.springframework.vault.authentication.KubernetesAuthentication;
import org.springframework.vault.authentication.KubernetesAuthenticationOptions;
import org.springframework.vault.authentication.KubernetesServiceAccountTokenFile;
import org.springframework.vault.authentication.LifecycleAwareSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultClients;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

import java.net.http.HttpClient;

/** A Vault that this process is logged in to. It logs in with the first request, renews its token, and logs in again. */
final class VaultClient implements AutoCloseable {
    private final HttpClient http;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private final LifecycleAwareSessionManager session;
    private final RestTemplate requests;

    VaultClient(VaultSettings settings) {
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(settings.tls())
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.timeout()).build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(settings.timeout());
        VaultEndpoint endpoint = VaultEndpoint.from(settings.url());
        requests = template(settings, endpoint, factory);
        RestTemplate logIn = template(settings, endpoint, factory);
        scheduler.setDaemon(true);
        scheduler.setThreadNamePrefix("vault-token-");
        scheduler.initialize();
        session = new LifecycleAwareSessionManager(authentication(settings.login(), logIn), scheduler, logIn);
        requests.getInterceptors().add((request, body, execution) -> {
            request.getHeaders().set("X-Vault-Token", session.getSessionToken().getToken());
            return execution.execute(request, body);
        });
    }

    private static RestTemplate template(VaultSettings settings, VaultEndpoint endpoint,
            JdkClientHttpRequestFactory factory) {
        RestTemplate template = VaultClients.createRestTemplate(endpoint, factory);
        if (settings.namespace() != null) {
            template.getInterceptors().add(VaultClients.createNamespaceInterceptor(settings.namespace()));
        }
        return template;
    }

    private static ClientAuthentication authentication(VaultLogin login, RestOperations rest) {
        return switch (login) {
            case VaultLogin.Token token -> new TokenAuthentication(token.token());
            case VaultLogin.AppRole role -> new AppRoleAuthentication(AppRoleAuthenticationOptions.builder()
                    .path(role.mount()).roleId(RoleId.provided(role.roleId()))
                    .secretId(SecretId.provided(role.secretId())).build(), rest);
            case VaultLogin.Kubernetes pod -> new KubernetesAuthentication(KubernetesAuthenticationOptions.builder()
                    .path(pod.mount()).role(pod.role())
                    .jwtSupplier(new KubernetesServiceAccountTokenFile(pod.token().toString())).build(), rest);
        };
    }

    /** A request to Vault; its answer may be empty. */
    @FunctionalInterface
    interface Request<T> {
        @Nullable
        T send(RestOperations rest);
    }

    /** @throws KeyStoreException if it is not answered, or refused */
    <T> T ask(String what, Request<T> request) {
        try {
            T answer = request.send(requests);
            if (answer == null) {
                throw new KeyStoreException("Vault answers nothing when asked for " + what, null);
            }
            return answer;
        } catch (HttpClientErrorException fault) {
            throw new VaultRefusal("Vault refuses " + what + ": HTTP " + fault.getStatusCode().value()
                    + switch (fault.getStatusCode().value()) {
                        case 403 -> "; check that the policy of this process allows it";
                        case 404 -> "; check mount and name";
                        default -> "";
                    }, fault);
        } catch (RestClientException fault) {
            throw new KeyStoreException("Vault cannot be reached (" + fault.getMessage() + ")", fault);
        } catch (VaultException fault) {
            throw new KeyStoreException("Vault does not let in (" + fault.getMessage()
                    + "); check the log-in of this process", fault);
        }
    }

    /** A body that is JSON already. */
    static HttpEntity<byte[]> json(byte[] body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return new HttpEntity<>(body, headers);
    }

    /** Gives the token back if this process has made it. */
    @Override
    public void close() {
        session.destroy();
        scheduler.shutdown();
        http.shutdownNow();
    }
}
