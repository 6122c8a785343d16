/**
 * Problems as HTTP answers: RFC 9457 bodies for everything that is refused or broken, before and inside Spring MVC.
 *
 * <p>
 * May import {@link io.enterpriseproxy.connector.Problem} and Spring's web layer. Read
 * {@link io.enterpriseproxy.server.problem.ProblemBody} first.
 */
@NullMarked
package io.enterpriseproxy.server.problem;

import org.jspecify.annotations.NullMarked;
