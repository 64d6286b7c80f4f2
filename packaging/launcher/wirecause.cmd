@rem Starts Wirecause with the runtime beside it. WIRECAUSE_JAVA_OPTIONS: more options of Java, such as -Xmx4g.
@"%~dp0java.exe" "-XX:AOTCache=%~dp0..\lib\wirecause.aot" %WIRECAUSE_JAVA_OPTIONS% -m io.wirecause %*
