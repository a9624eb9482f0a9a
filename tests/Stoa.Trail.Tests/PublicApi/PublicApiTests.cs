using Stoa.Tests.Shared;

namespace Stoa.Trail.Tests.PublicApi;

/// <summary>Every change of the public surface shows as a change of the baseline beside this file; <c>STOA_UPDATE_API=1</c> accepts one.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_IsTheBaseline() => PublicSurface.IsBaseline(typeof(TrailEntry).Assembly);
}
