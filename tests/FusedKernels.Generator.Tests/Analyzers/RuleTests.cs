using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Analyzers;

/// <summary>Each rule reports what it is for, where the user has to look, and nothing beside it.</summary>
public class RuleTests
{
    [Theory]
    [InlineData("static partial class C { [FusedSoftmax] public static void {|FK0001:M|}(Span<float> logits); }")]
    [InlineData("static class {|FK0002:C|} { [FusedSoftmax] public static partial void M(Span<float> logits); }")]
    [InlineData("class {|FK0002:A|} { struct {|FK0002:B|} { partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); } } }")]
    [InlineData("class {|FK0002:A|} { [FusedSoftmax] public void {|FK0001:M|}(Span<float> logits); }")]
    public Task Partial(string source) => MarkedSource.VerifyAsync(source);

    [Theory]
    [InlineData("[FusedSoftmax] public static partial {|FK0003:float|} M(Span<float> logits);")]
    [InlineData("[FusedLogSoftmax] public static partial {|FK0003:System.Threading.Tasks.Task|} M(float[] logits);")]
    [InlineData("[FusedLogSumExp] public static partial {|FK0003:int|} M(ReadOnlySpan<float> logits);")]
    [InlineData("[FusedLogSumExp] public static partial {|FK0003:double|} M(ReadOnlySpan<float> logits);")]
    [InlineData("[FusedLogSumExp] public static partial {|FK0003:ref float|} M(ReadOnlySpan<float> logits);")]
    [InlineData("[FusedLogSumExp] public static partial {|FK0003:void|} M(ReadOnlySpan<float> logits);")]
    public Task ReturnType(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax] public static partial void {|FK0004:M|}();")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0004:M|}(Span<float> probabilities);")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits);")]
    [InlineData("[FusedLogSoftmax] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, int columns);")]
    [InlineData("[FusedLogSumExp] public static partial float {|FK0004:M|}();")]
    [InlineData("[FusedLogSumExp] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<float> results);")]
    [InlineData("[FusedLogSumExp(Length = 4)] public static partial void M(ReadOnlySpan<float> logits, Span<float> results);")]
    public Task MissingRole(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, float[] bias, [KernelParameter(KernelRole.Bias)] float[] {|FK0005:mask|});")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, [KernelParameter(KernelRole.Logits)] Span<float> {|FK0005:a|}, [KernelParameter(KernelRole.Logits)] Span<float> {|FK0005:b|});")]
    public Task DoubledRole(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, int {|FK0006:rows|});")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0004:M|}(Span<float> {|FK0006:Logits|});")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, [KernelParameter(KernelRole.Columns)] int rows);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, Span<float> {|FK0007:results|});")]
    [InlineData("[FusedLogSoftmax] public static partial void M(Span<float> logits, Span<float> {|FK0007:probabilities|});")]
    [InlineData("[FusedLogSumExp] public static partial float M(ReadOnlySpan<float> logits, int {|FK0007:columns|});")]
    [InlineData("[FusedLogSumExp] public static partial float M(ReadOnlySpan<float> logits, Span<float> {|FK0007:results|}, int {|FK0007:columns|}, int {|FK0007:inner|});")]
    public Task Role(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax({|FK0022:Parallel = true|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, System.Threading.CancellationToken {|FK0022:cancellationToken|});")]
    [InlineData("[FusedLogSumExp({|FK0022:Parallel = true|})] public static partial float M(ReadOnlySpan<float> logits, [KernelParameter(KernelRole.CancellationToken)] System.Threading.CancellationToken {|FK0022:stop|});")]
    [InlineData("[FusedLogSumExp({|FK0022:Parallel = true|}, Length = 4)] public static partial float M(ReadOnlySpan<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, int columns, int {|FK0023:maxDegreeOfParallelism|});")]
    [InlineData("[FusedSoftmax({|FK0022:Parallel = true|})] public static partial void M(Span<float> logits, int maxDegreeOfParallelism);")]
    [InlineData("[FusedSoftmax(Parallel = false)] public static partial void M(Span<float> logits, int columns, [KernelParameter(KernelRole.MaxDegreeOfParallelism)] int {|FK0023:threads|});")]
    [InlineData("[FusedSoftmax(Length = 4, Parallel = true)] public static partial void M(Span<float> logits, int maxDegreeOfParallelism, System.Threading.CancellationToken cancellationToken = default);")]
    [InlineData("[FusedSoftmax(Parallel = true)] public static partial void M(Span<float> logits, int columns, {|FK0008:long|} maxDegreeOfParallelism, {|FK0008:float|} cancellationToken);")]
    [InlineData("[FusedCrossEntropy(Parallel = true)] public static partial float M(ReadOnlySpan<float> logits, int[] targets, int columns, int maxDegreeOfParallelism, System.Threading.CancellationToken cancellationToken);")]
    public Task Threads(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax] public static partial void M({|FK0008:float|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M({|FK0008:float[,]|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M({|FK0008:Memory<float>|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(ref {|FK0008:Span<float>|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(in {|FK0008:ReadOnlySpan<float>|} logits, Span<float> probabilities);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, out {|FK0008:float|} temperature);")]
    [InlineData("[FusedSoftmax] public static partial void M(params {|FK0008:float[]|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(ReadOnlySpan<float> logits, {|FK0008:ReadOnlySpan<float>|} probabilities);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0008:float|} bias);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0008:ReadOnlySpan<byte>|} mask);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0008:long|} columns, {|FK0008:nint|} inner);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0008:int|} temperature);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0008:float?|} temperature);")]
    [InlineData("[FusedSoftmax] public static partial void M({|FK0009:Span<Half>|} logits);")]
    [InlineData("[FusedSoftmax] public static partial void M({|FK0009:int[]|} logits, float temperature);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0009:decimal[]|} bias);")]
    [InlineData("[FusedSoftmax] public static partial void M(ReadOnlySpan<float> logits, {|FK0010:Span<double>|} probabilities);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, {|FK0010:double|} temperature);")]
    [InlineData("[FusedLogSumExp] public static partial double M(ReadOnlySpan<double> logits, {|FK0010:float[]|} bias);")]
    public Task ParameterType(string member) => VerifyMemberAsync(member);

    [Theory]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:0|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:-0.5|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:double.NaN|})] public static partial void M(Span<double> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:1 / 0.0|})] public static partial void M(Span<double> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:1e-40|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:1e39|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = {|FK0011:double.Epsilon|})] public static partial void M(Span<double> logits);")]
    [InlineData("[FusedSoftmax(Temperature = 1.1754943508222875E-38)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = float.MaxValue)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = 1e-40)] public static partial void M(Span<double> logits);")]
    [InlineData("[FusedCrossEntropy(LabelSmoothing = {|FK0021:1.5|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(LabelSmoothing = {|FK0021:double.NaN|}, ZLoss = {|FK0021:-1|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(SoftCap = {|FK0021:0|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(SoftCap = {|FK0021:-30|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(SoftCap = {|FK0021:double.NaN|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(SoftCap = {|FK0021:double.PositiveInfinity|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy(MaskedRow = {|FK0021:MaskedRowPolicy.Uniform|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial float {|FK0004:M|}(ReadOnlySpan<float> logits, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial float {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);")]
    [InlineData("[FusedCrossEntropy(Reduction = Reduction.None)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial {|FK0003:void|} M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial {|FK0003:double|} M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, {|FK0008:ReadOnlySpan<short>|} targets, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns, ReadOnlySpan<bool> {|FK0007:mask|});")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns, {|FK0008:Span<float>|} predictions);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns, {|FK0008:Span<long>|} predictions);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int columns, {|FK0008:ReadOnlySpan<float>|} entropy);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, {|FK0009:ReadOnlySpan<int>|} targetProbabilities, int columns);")]
    [InlineData("[FusedCrossEntropy] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> {|FK0024:targetProbabilities|}, int columns);")]
    [InlineData("[FusedCrossEntropy({|FK0025:IgnoreIndex = -1|})] public static partial float M(ReadOnlySpan<float> logits, ReadOnlySpan<float> targetProbabilities, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood] public static partial float {|FK0004:M|}(ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood] public static partial float {|FK0004:M|}(ReadOnlySpan<float> logProbabilities, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood] public static partial float {|FK0004:M|}(ReadOnlySpan<float> {|FK0007:logits|}, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood] public static partial double M(ReadOnlySpan<double> logProbabilities, ReadOnlySpan<int> targets, {|FK0010:ReadOnlySpan<float>|} classWeights, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood({|FK0025:Temperature = 2|}, {|FK0025:MaskedRow = MaskedRowPolicy.NaN|})] public static partial float M(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> targets, int columns);")]
    [InlineData("[FusedNegativeLogLikelihood({|FK0025:PositiveInfinity = PositiveInfinityPolicy.NaN|})] public static partial float M(ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> targets, int columns, Span<float> {|FK0007:entropy|}, Span<int> {|FK0007:predictions|}, Span<float> {|FK0007:logSumExp|}, float {|FK0007:temperature|});")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, ReadOnlySpan<int> {|FK0007:targets|});")]
    [InlineData("[FusedSoftmax(Length = {|FK0012:0|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Length = {|FK0012:-8|}, Temperature = 2)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax({|FK0013:Temperature = 2|})] public static partial void M(Span<float> logits, float temperature);")]
    [InlineData("[FusedSoftmax({|FK0013:Temperature = 1|})] public static partial void M(Span<float> logits, [KernelParameter(KernelRole.Temperature)] float t);")]
    [InlineData("[FusedSoftmax(MaskedRow = {|FK0020:(MaskedRowPolicy)3|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(EmptyRow = {|FK0020:(EmptyRowPolicy)(-1)|}, PositiveInfinity = {|FK0020:(PositiveInfinityPolicy)2|})] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0004:M|}([KernelParameter({|FK0020:(KernelRole)99|})] Span<float> logits);")]
    [InlineData("[SparseTopKGate(Experts = {|FK0021:0|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = {|FK0021:1025|}, K = 2)] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = {|FK0021:9|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(K = {|FK0021:65|})] public static partial void M(ReadOnlySpan<float> logits, int experts, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = {|FK0021:-1|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = 2, Groups = {|FK0021:3|}, TopGroups = 1)] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = 2, Groups = 4, TopGroups = {|FK0021:5|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = 5, Groups = 4, TopGroups = {|FK0021:2|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[{|FK0021:SparseTopKGate(Experts = 8, K = 2, Groups = 4)|}] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = 3, Groups = 4, TopGroups = 2, GroupScore = {|FK0021:GroupScore.SumOfTopK|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 4, K = 2, Groups = 4, TopGroups = 2, GroupScore = {|FK0021:GroupScore.SumOfTop2|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, K = 2, {|FK0025:TopGroups = 2|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, Score = GateScore.Sigmoid, {|FK0025:NormalizeThenSelect = true|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, Scale = {|FK0021:0|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, SoftCap = {|FK0021:-1|}, Activation = {|FK0020:(GateActivation)4|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[ExpertChoice(Experts = {|FK0021:1025|})] public static partial void M(ReadOnlySpan<float> logits, int capacity, Span<float> probabilities, Span<int> selectedTokens, Span<float> weights);")]
    [InlineData("[ExpertChoice] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, int capacity, Span<float> probabilities, Span<int> selectedTokens, Span<float> weights);")]
    [InlineData("[ExpertChoice(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<float> probabilities, Span<int> selectedTokens, Span<float> weights, ReadOnlySpan<float> {|FK0007:bias|});")]
    [InlineData("[SparseTopKGate(Experts = 8, {|FK0025:DropPolicy = DropPolicy.Probability|}, {|FK0025:ZLoss = 0.1|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, DropPolicy = DropPolicy.Probability)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, int capacity, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> slots, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights, Span<float> logSumExp, Span<float> {|FK0007:zLoss|});")]
    [InlineData("[SparseTopKGate(Experts = 8, ZLoss = 1e-3)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights, Span<float> zLoss);")]
    [InlineData("[SparseTopKGate(Experts = 8, NoisyTopK = true)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8, NoisyTopK = true)] public static partial void M(ReadOnlySpan<float> logits, Span<float> noise, {|FK0010:double[]|} noiseLogits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void M(ReadOnlySpan<float> logits, ReadOnlySpan<float> {|FK0007:noise|}, Span<int> selected, Span<float> weights, Span<float> {|FK0007:preparedLogits|});")]
    [InlineData("[SparseTopKGate(Experts = 8, Score = {|FK0020:(GateScore)3|})] public static partial void M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> selected);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights, int expertStop);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial void M(ReadOnlySpan<float> logits, {|FK0008:ReadOnlySpan<int>|} selected, Span<float> weights);")]
    [InlineData("[SparseTopKGate(Experts = 8)] public static partial {|FK0003:float|} M(ReadOnlySpan<float> logits, Span<int> selected, Span<float> weights);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, Span<float> logitsGradient);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8)] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient);")]
    [InlineData("[SparseTopKGateGradient] public static partial void {|FK0004:M|}(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8)] public static partial void M(ReadOnlySpan<float> logits, {|FK0008:ReadOnlySpan<long>|} selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, {|FK0008:ReadOnlySpan<float>|} logitsGradient);")]
    [InlineData("[SparseTopKGateGradient(Experts = 8, K = {|FK0021:9|})] public static partial void M(ReadOnlySpan<float> logits, ReadOnlySpan<int> selected, ReadOnlySpan<float> weights, ReadOnlySpan<float> weightsGradient, Span<float> logitsGradient);")]
    public Task Options(string member) => VerifyMemberAsync(member);

    [Fact]
    public Task FileLocalType() => MarkedSource.VerifyAsync(
        "file partial class {|FK0014:C|} { [FusedSoftmax] public static partial void M(Span<float> logits); }");

    [Fact]
    public async Task ExtensionBlock()
    {
        string source = "static partial class C { extension(int) { [FusedSoftmax] public static partial void M(Span<float> logits); } }";
        CSharpCompilation compilation = TestCompilation.Create(source, LanguageVersion.Preview);

        Assert.Equal(["FK0014"], (await AnalyzerRun.DiagnoseAsync(compilation)).Select(diagnostic => diagnostic.Id).Distinct(StringComparer.Ordinal));
        Assert.Empty(GeneratorRun.Start(compilation).Specs);
    }

    [Theory]
    [InlineData("[FusedSoftmax] public static partial void {|FK0015:M|}<T>(Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static async partial void {|FK0015:M|}(float[] logits);")]
    [InlineData("[FusedSoftmax] public static extern void {|FK0015:M|}(float[] logits);")]
    [InlineData("[FusedSoftmax] public abstract partial void {|FK0015:M|}(float[] logits);")]
    [InlineData("[FusedSoftmax] partial void I.{|FK0015:M|}(float[] logits);")]
    [InlineData("void N() { [{|FK0015:FusedSoftmax|}] static void M(float[] logits) { } }")]
    [InlineData("Action<float[]> a = [{|FK0015:FusedSoftmax|}] (logits) => { };")]
    [InlineData("int P { [{|FK0015:FusedSoftmax|}] get => 1; }")]
    [InlineData("[{|FK0015:FusedSoftmax|}] public static C operator -(C logits) => logits;")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0016:M|}(Span<float> logits) { }")]
    [InlineData("[FusedSoftmax] public static void {|FK0001:{|FK0016:M|}|}(Span<float> logits) => logits.Clear();")]
    [InlineData("[FusedSoftmax] public static partial void {|FK0016:M|}(Span<float> logits); public static partial void M(Span<float> logits) { }")]
    [InlineData("public static partial void M(Span<float> logits); [FusedSoftmax] public static partial void {|FK0016:M|}(Span<float> logits) { }")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> logits, int {|FK0017:inner|});")]
    [InlineData("[FusedSoftmax, {|FK0018:FusedLogSoftmax|}] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax] [{|FK0018:FusedLogSumExpAttribute|}] public static partial void M(Span<float> logits);")]
    public Task Method(string member) => VerifyMemberAsync(member);

    [Fact]
    public Task LanguageVersionOfTheProject() => MarkedSource.VerifyAsync(
        "static partial class C { [{|FK0019:FusedSoftmax|}] public static partial void M(Span<float> logits); }", LanguageVersion.CSharp11);

    [Theory]
    [InlineData("[FusedSoftmax(Temperature = )] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temperature = \"hot\")] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Temper = 2)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(2)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax(Length = 2, Length = 3)] public static partial void M(Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<Missing> logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(Spam<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void (Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial Missing M(Span<float> logits);")]
    [InlineData("[FusedSoftmax] public static partial void M(Span<float> );")]
    public async Task What_the_compiler_reports_is_not_reported_again(string member)
    {
        string source = $"partial class C {{ {member} }}";

        Assert.Empty(GeneratorRun.Start(source).Specs);
        Assert.NotEmpty(TestCompilation.Complaints(TestCompilation.Create(source)));
        await MarkedSource.VerifyAsync(source);
    }

    [Theory]
    [MemberData(nameof(Shapes.Files), MemberType = typeof(Shapes))]
    public async Task A_valid_declaration_is_left_alone_before_and_after_its_kernel_is_there(string source)
    {
        CSharpCompilation compilation = TestCompilation.Create(source);

        Assert.Empty(await AnalyzerRun.DiagnoseAsync(compilation));
        Assert.Empty(await AnalyzerRun.DiagnoseAsync(GeneratorRun.Start(compilation).Result));
    }

    [Fact]
    public Task All_valid_signatures_are_left_alone() => MarkedSource.VerifyAsync($"static partial class C {{ {Shapes.AllMembers} }}");

    private static Task VerifyMemberAsync(string member) => MarkedSource.VerifyAsync($"partial class C {{ {member} }}");
}
