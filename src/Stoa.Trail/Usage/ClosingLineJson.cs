using System.Text.Json.Serialization;

namespace Stoa.Trail.Usage;

/// <summary>Reads closing lines without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ClosingLine))]
internal sealed partial class ClosingLineJson : JsonSerializerContext;
