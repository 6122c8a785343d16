package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** Sends calls to one node over HTTP; whatever goes wrong is a {@link Fault}, never an exception. */
final class JsonRpcTransport {
    private static final long MAX_RESPONSE_BYTES = 64L << 20;

    private final HttpClient http;
    private final HttpRequest.Builder request;

    JsonRpcTransport(HttpClient http, EvmNodeSettings node) {
        this.http = http;
        this.request = HttpRequest.newBuilder(withoutUserInfo(node.url())).header("Content-Type", "application/json")
                .header("Accept", "application/json");
        String userInfo = node.url().getUserInfo();
        if (userInfo != null) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
        }
        node.headers().forEach(request::setHeader);
    }

    /** @param timeout for the whole exchange */
    <T> Exchange<T> send(List<RpcRequest> calls, ResultReader<T> reader, Duration timeout) {
        HttpRequest post = request.copy().POST(BodyPublishers.ofByteArray(RpcMessages.write(calls))).build();
        // The request's own time-out ends with the response's headers; this one covers the body too.
        CompletableFuture<HttpResponse<byte[]>> response = http.sendAsync(post,
                head -> new BoundedBody(MAX_RESPONSE_BYTES));
        try {
            return HttpAnswer.read(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS), calls.size(), reader);
        } catch (TimeoutException e) {
            response.cancel(true);
            return new Failed<>(new Fault(Kind.TIMED_OUT, "did not answer within " + timeout.toMillis() + " ms"));
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            return new Failed<>(new Fault(Kind.INTERRUPTED, "was not waited for: the thread was interrupted"));
        } catch (ExecutionException e) {
            return new Failed<>(fault(e.getCause() == null ? e : e.getCause()));
        }
    }

    private static Fault fault(Throwable failure) {
        return switch (failure) {
            case ConnectException e -> new Fault(Kind.CLOSED, "cannot be connected to" + words(e));
            case HttpConnectTimeoutException e -> new Fault(Kind.CLOSED, "cannot be connected to" + words(e));
            case SSLException e -> new Fault(Kind.CLOSED, "has no valid TLS connection" + words(e));
            case BoundedBody.TooLarge e -> new Fault(Kind.BROKEN, "answers too much" + words(e));
            default -> new Fault(Kind.LOST, "broke the connection" + words(failure));
        };
    }

    /** The JDK's HTTP client often has no message, but a cause that says it. */
    private static String words(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() != null) {
                return ": " + each.getMessage();
            }
        }
        return " (" + failure.getClass().getSimpleName() + ")";
    }

    private static URI withoutUserInfo(URI url) {
        String text = url.toString();
        return url.getRawUserInfo() == null ? url : URI.create(text.replaceFirst("//[^/?#]*@", "//"));
    }
}
