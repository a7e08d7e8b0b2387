package io.errpredict.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings under {@code errpredict}. */
@ConfigurationProperties("errpredict")
public class ErrpredictProperties {
    private boolean enabled = true;
    private String service;
    private String environment;
    private String release;
    private boolean web = true;
    private boolean logback = true;
    private Duration watchEvery = Duration.ofMinutes(1);

    /** Whether anything is counted at all. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Whether anything is counted at all. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** The name of the service; that of the application ({@code spring.application.name}) when absent. */
    public String getService() {
        return service;
    }

    /** The name of the service. */
    public void setService(String service) {
        this.service = service;
    }

    /** {@code development}, {@code staging} or {@code production}; absent when not told. */
    public String getEnvironment() {
        return environment;
    }

    /** {@code development}, {@code staging} or {@code production}. */
    public void setEnvironment(String environment) {
        this.environment = environment;
    }

    /** The version of the service; absent when not told. */
    public String getRelease() {
        return release;
    }

    /** The version of the service. */
    public void setRelease(String release) {
        this.release = release;
    }

    /** Whether requests and their errors are counted. */
    public boolean isWeb() {
        return web;
    }

    /** Whether requests and their errors are counted. */
    public void setWeb(boolean web) {
        this.web = web;
    }

    /** Whether log lines are counted. */
    public boolean isLogback() {
        return logback;
    }

    /** Whether log lines are counted. */
    public void setLogback(boolean logback) {
        this.logback = logback;
    }

    /** How often the monitor judges what is over; zero for never. */
    public Duration getWatchEvery() {
        return watchEvery;
    }

    /** How often the monitor judges what is over. */
    public void setWatchEvery(Duration watchEvery) {
        this.watchEvery = watchEvery;
    }
}
