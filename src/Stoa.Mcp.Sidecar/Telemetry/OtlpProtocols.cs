namespace Stoa.Mcp.Sidecar.Telemetry;

/// <summary>Names of OTLP's transports, as <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> has them.</summary>
internal static class OtlpProtocols
{
    public const string Grpc = "grpc";

    public const string Http = "http/protobuf";
}
