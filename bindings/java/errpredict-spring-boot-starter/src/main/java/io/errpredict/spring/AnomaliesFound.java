package io.errpredict.spring;

import io.errpredict.wire.AnomalyDetection;
import java.util.List;

/**
 * An event of Spring: anomalies are under way or just ended.
 *
 * @param anomalies what was found, the same key for the same incident however often it is told
 */
public record AnomaliesFound(List<AnomalyDetection> anomalies) {}
