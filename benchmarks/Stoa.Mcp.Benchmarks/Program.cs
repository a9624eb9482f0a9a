using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Stoa.Mcp.Benchmarks.GovernedHost).Assembly).Run(args);
