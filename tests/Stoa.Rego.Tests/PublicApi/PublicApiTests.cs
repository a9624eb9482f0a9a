using Stoa.Tests.Shared;

namespace Stoa.Rego.Tests.PublicApi;

/// <summary>
/// The public surface is a promise: every change of it shows as a change of the baseline beside this file. To accept one, run the
/// test with <c>STOA_UPDATE_API=1</c> and read the difference.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_IsTheBaseline() => PublicSurface.IsBaseline(typeof(RegoValue).Assembly);
}
